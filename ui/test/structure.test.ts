//! Which parts of the page may import which.

import { expect, it } from "vitest";

const sources = import.meta.glob<string>(["../src/**/*.ts", "../src/**/*.svelte", "!../src/paraglide/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Every import in the page, as `file: target`. */
const imports = Object.entries(sources).flatMap(([file, text]) =>
  [...text.matchAll(/\bfrom "([^"]+)"|\bimport "([^"]+)"/g)].map(([, from, alone]) => ({
    file: file.replace("../src/", ""),
    target: from ?? alone ?? "",
  })),
);

const found = (wrong: (file: string, target: string) => boolean) =>
  imports.filter(({ file, target }) => wrong(file, target)).map(({ file, target }) => `${file}: ${target}`);

it("reads the imports of the page", () => {
  expect(imports.length).toBeGreaterThan(100);
});

it("lets only ipc/ import Tauri", () => {
  expect(found((file, target) => target.startsWith("@tauri-apps/") && !file.startsWith("ipc/"))).toEqual([]);
});

it("keeps the design system free of everything else", () => {
  expect(found((file, target) => file.startsWith("components/") && target.startsWith("../"))).toEqual([]);
});

it("lets ipc/ import nothing of the page", () => {
  expect(found((file, target) => file.startsWith("ipc/") && target.startsWith("../"))).toEqual([]);
});
