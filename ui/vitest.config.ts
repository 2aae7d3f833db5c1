import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";
import { formats } from "./messages.config.js";

export default defineConfig({
  plugins: [formats, svelte(), svelteTesting()],
  test: {
    environment: "jsdom",
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/setup.ts"],
    env: { TZ: "Europe/Berlin" },
    // Longer than any single wait: a busy machine is no failure.
    testTimeout: 60_000,
  },
});
