// Fault-injection tests, started by script/test-faults. Playwright is only the runner: there is no browser.
//   MEETIFYR_SERVER     the server's executable
//   MEETIFYR_SITE_ROOT  the folder with the browser's files; without it, a minimal one is created
//   TEST_MYSQL_URL      a MySQL server (mysql://USER:PASSWORD@HOST:PORT); the project `mysql` needs it
import { defineConfig } from "@playwright/test";

import type { Options } from "./server.ts";

if (!process.env.MEETIFYR_SERVER) throw new Error("MEETIFYR_SERVER is not set: it names the server's executable");

export default defineConfig<Options>({
  testDir: ".",
  outputDir: "../test-results/faults",
  // The tests measure memory and time, so they run one after another.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 60_000,
  forbidOnly: !!process.env.CI,
  reporter: [["list"]],
  projects: [
    { name: "sqlite", testIgnore: "**/database-limits.spec.ts", use: { engine: "sqlite" } },
    { name: "mysql", testMatch: ["**/pool.spec.ts", "**/crash.spec.ts", "**/database-limits.spec.ts"], use: { engine: "mysql" } },
  ],
});
