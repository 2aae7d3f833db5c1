//! How the catalogue of words (messages/*.json) becomes the functions of src/paraglide; run by itself, it makes them.

import { fileURLToPath, pathToFileURL } from "node:url";
import { compile } from "@inlang/paraglide-js";

/**
 * One set of options for the checks, the tests, the stage and the build.
 * @type {import("@inlang/paraglide-js").CompilerOptions}
 */
export const catalogue = {
  project: "./project.inlang",
  outdir: "./src/paraglide",
  outputStructure: "locale-modules",
  strategy: ["globalVariable", "baseLocale"],
  isServer: "false",
  emitReadme: false,
  emitGitIgnore: false,
  emitPrettierIgnore: false,
};

/**
 * Sets the catalogue's numbers and plurals by src/formats.ts instead of the functions that come with it.
 * @type {import("vite").Plugin}
 */
export const formats = {
  name: "formats",
  enforce: "pre",
  resolveId: (source, importer) =>
    source.endsWith("/registry.js") && importer?.includes("/paraglide/")
      ? fileURLToPath(new URL("./src/formats.ts", import.meta.url))
      : null,
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await compile(catalogue);
