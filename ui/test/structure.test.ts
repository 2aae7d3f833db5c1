//! Which parts of the page may import which.

import { expect, it } from "vitest";

const sources = import.meta.glob<string>(["../src/**/*.ts", "../src/**/*.svelte", "!../src/paraglide/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Files below `src/`, by their paths in it. */
const files = new Map(Object.entries(sources).map(([path, text]) => [path.replace("../src/", ""), text]));

/** An import of a file: `target` as it is written, `path` the file below `src/` where it is one of the page. */
interface Import {
  file: string;
  target: string;
  path: string | null;
}

const imports: Import[] = [...files].flatMap(([file, text]) =>
  [...text.matchAll(/\bfrom "([^"]+)"|\bimport\(?\s*"([^"]+)"/g)].map(([, from, alone]) => {
    const target = from ?? alone ?? "";
    return { file, target, path: pathOf(file, target) };
  }),
);

/** Returns the file below `src/` that an import means; null for packages, styles and generated files. */
function pathOf(file: string, target: string): string | null {
  if (!target.startsWith(".")) return null;
  const path = new URL(target, `file:///${file}`).pathname.slice(1);
  return [path, `${path}.ts`].find((candidate) => files.has(candidate)) ?? null;
}

const found = (wrong: (one: Import) => boolean) =>
  imports.filter(wrong).map(({ file, target }) => `${file}: ${target}`);

const featureOf = (path: string | null) => path?.match(/^features\/(\w+)\//)?.[1];

/** Pairs of features of which the first imports the second, as `first: second`, each with the reason in a comment. */
const PAIRS: string[] = [];

/** Returns every file that is reached from itself by imports, with the way. */
function cycles(): string[] {
  const next = new Map<string, string[]>();
  for (const { file, path } of imports) if (path) next.set(file, [...(next.get(file) ?? []), path]);
  const done = new Set<string>();
  const wrong: string[] = [];
  const visit = (file: string, way: readonly string[]) => {
    const at = way.indexOf(file);
    if (at >= 0) wrong.push([...way.slice(at), file].join(" → "));
    if (at >= 0 || done.has(file)) return;
    for (const path of next.get(file) ?? []) visit(path, [...way, file]);
    done.add(file);
  };
  for (const file of files.keys()) visit(file, []);
  return wrong;
}

it("reads the imports of the page", () => {
  expect(imports.length).toBeGreaterThan(100);
  const unknown = imports.filter(({ target, path }) => /^\.(?!.*(paraglide|\.css))/.test(target) && path === null);
  expect(unknown, "an import that is not followed is not checked").toEqual([]);
});

it("lets only ipc/ import Tauri", () => {
  expect(found(({ file, target }) => target.startsWith("@tauri-apps/") && !file.startsWith("ipc/"))).toEqual([]);
});

it("keeps the design system free of everything else", () => {
  expect(found(({ file, target }) => file.startsWith("components/") && target.startsWith("../"))).toEqual([]);
});

it("lets ipc/ import nothing of the page", () => {
  expect(found(({ file, target }) => file.startsWith("ipc/") && target.startsWith("../"))).toEqual([]);
});

it("lets nothing but the start of the page import app/", () => {
  const below = (file: string) => !file.startsWith("app/") && file !== "main.ts";
  expect(found(({ file, path }) => below(file) && (path?.startsWith("app/") ?? false))).toEqual([]);
});

it("hands the whole desk to nothing but its commands, its contexts and the window", () => {
  const takers = imports.filter(({ path }) => path === "app/desk.svelte.ts").map(({ file }) => file);
  expect(takers.sort()).toEqual([
    "app/App.svelte",
    "app/commands/actions.ts",
    "app/commands/dispatch.ts",
    "app/commands/state.ts",
    "app/context.ts",
    "app/library_changes.ts",
  ]);
});

it("lets shared/ import no feature", () => {
  expect(found(({ file, path }) => file.startsWith("shared/") && featureOf(path) !== undefined)).toEqual([]);
});

it("lets features import only the features that are listed", () => {
  const pairs = imports.flatMap(({ file, path }) => {
    const [one, other] = [featureOf(file), featureOf(path)];
    return one && other && one !== other ? [`${one}: ${other}`] : [];
  });
  expect([...new Set(pairs)].sort()).toEqual(PAIRS);
});

it("has no import cycle between files", () => {
  expect(cycles()).toEqual([]);
});
