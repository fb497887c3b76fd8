// The pictures in end2end/screenshots, started by script/screenshots.
import { defineConfig } from "@playwright/test";

import common from "../playwright.config.ts";

export default defineConfig({
  ...common,
  testDir: ".",
  outputDir: "../test-results/pictures",
  workers: 1,
  projects: [{ name: "pictures" }],
});
