// The flows in three engines, started by script/test-engines. Playwright is only the runner: it drives none of them.
import { defineConfig } from "@playwright/test";

const server = process.env.MEETIFYR_SERVER;
const address = process.env.MEETIFYR_LISTEN;
if (!server || !address) throw new Error("MEETIFYR_SERVER and MEETIFYR_LISTEN are not set: run script/test-engines");

export default defineConfig<{ engine: "chromium" | "firefox" | "webkit" }>({
  testDir: ".",
  outputDir: "../test-results/engines",
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  webServer: {
    command: server,
    url: `http://${address}/readyz`,
    env: { RUST_LOG: "info,sqlx=warn,server::web::request_log=warn" },
    stdout: "ignore",
    stderr: "pipe",
  },
  projects: (["chromium", "firefox", "webkit"] as const).map((engine) => ({ name: engine, use: { engine } })),
});
