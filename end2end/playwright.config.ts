import { defineConfig } from "@playwright/test";
import { AUTH_FILE, baseUrl } from "./fixtures/paths";

// Chromium of the system; nothing is downloaded. The server is started once, by the global set-up.
export default defineConfig({
  testDir: "specs",
  outputDir: "results/artifacts",
  globalSetup: "./fixtures/server.ts",
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  // A second try on a busy machine; what needs it is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"]],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: baseUrl(),
    storageState: AUTH_FILE,
    // The certificate is made for localhost by the server under test.
    ignoreHTTPSErrors: true,
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    colorScheme: "light",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "chromium", testIgnore: /\.nojs\.spec\.ts$/ },
    { name: "nojs", testMatch: /\.nojs\.spec\.ts$/, use: { javaScriptEnabled: false } },
  ],
});
