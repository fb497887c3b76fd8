import { defineConfig, devices } from "@playwright/test";

// script/test starts the tests: it builds the server and sets its path and its address.
const server = process.env.MEETIFYR_SERVER;
const address = process.env.MEETIFYR_LISTEN;
if (!server || !address) {
  throw new Error("MEETIFYR_SERVER and MEETIFYR_LISTEN are not set: run script/test");
}

const chromium = {
  channel: undefined,
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    args: ["--no-sandbox", "--disable-background-networking"],
  },
};

// Tests of features that need JavaScript are in a folder of their own.
const needsJavaScript = "**/javascript/**";
// What only a phone has: a finger, and little width.
const onPhones = ["**/languages.spec.ts", "**/finger.spec.ts", "**/accessible.spec.ts"];

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 2,
  // A browser on a busy machine may be slow; only failing tests wait this long.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  outputDir: "test-results",
  reporter: [["list"]],
  use: {
    baseURL: `http://${address}`,
    locale: "ko-KR",
    timezoneId: "Asia/Seoul",
    actionTimeout: 20_000,
    navigationTimeout: 20_000,
    // What was done, said and transferred, and the last picture; `--trace on` records every state of the page,
    // which would make all tests a third slower.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    ...chromium,
  },
  webServer: {
    command: server,
    url: `http://${address}/readyz`,
    // What the log says of each request would bury what the tests say.
    env: { RUST_LOG: "info,sqlx=warn,server::web::request_log=warn" },
    stdout: "ignore",
    stderr: "pipe",
  },
  projects: [
    {
      name: "desktop",
      testIgnore: onPhones,
      use: { viewport: { width: 1280, height: 900 } },
    },
    {
      name: "phone",
      use: { ...devices["iPhone SE"], ...chromium, defaultBrowserType: "chromium", viewport: { width: 375, height: 667 } },
    },
    {
      name: "no JavaScript",
      testIgnore: [needsJavaScript, ...onPhones],
      use: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
    },
  ],
});
