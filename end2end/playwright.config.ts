import { defineConfig } from "@playwright/test";
import { AUTH_FILE, baseUrl } from "./fixtures/paths";

// Tests with a server of their own run beside those that share the one of the global set-up.
const APART = /(administration|hostile|mail|operator|sso)\.spec\.ts$/;

// Chromium of the system; nothing is downloaded.
export default defineConfig({
  testDir: "specs",
  outputDir: "results/artifacts",
  globalSetup: "./fixtures/server.ts",
  fullyParallel: false,
  workers: 2,
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
    { name: "apart", testMatch: APART, workers: 1 },
    { name: "shared", testIgnore: [APART, /\.nojs\.spec\.ts$/], workers: 1 },
    { name: "nojs", testMatch: /\.nojs\.spec\.ts$/, use: { javaScriptEnabled: false }, workers: 1 },
  ],
});
