import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { catalogue, formats } from "./messages.config.js";

// The engines of the windows: WebKitGTK 2.44, WKWebView of macOS 14.5, WebView2.
const engines = ["safari17.5", "chrome123"];

export default defineConfig({
  base: "./",
  plugins: [formats, paraglideVitePlugin(catalogue), svelte()],
  build: { target: engines, cssTarget: engines, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { port: 5173, strictPort: true },
});
