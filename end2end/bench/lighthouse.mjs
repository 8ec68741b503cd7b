// Lighthouse (desktop) on the sign-in page and on a project. Run by `cargo xtask bench lighthouse`.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { start } from "./server.mjs";

// Only this measurement needs it, so that only this measurement fetches it.
const LIGHTHOUSE = "lighthouse@12.8.2";
const RUNS = 3;
const ALLOWED = 95;
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const FLAGS = "--headless=new --no-sandbox --ignore-certificate-errors --disable-quic --disable-background-networking";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const folder = mkdtempSync(join(tmpdir(), "lastgang-lighthouse-"));
const { origin, stop } = await start("--demo");
try {
  report("sign-in", await measure(`${origin}/sign-in`, {}));
  const { address, cookie } = await signedIn();
  report("project", await measure(address, { Cookie: cookie }));
} finally {
  stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The address of the demonstration's project and the cookies to read it. */
async function signedIn() {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic"] });
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.locator('form[action="/demo"] button').click();
  // The demonstration opens its project.
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/);
  const address = page.url();
  const cookie = (await context.cookies(origin)).map(({ name, value }) => `${name}=${value}`).join("; ");
  await browser.close();
  return { address, cookie };
}

/** The report of the run in the middle by performance. */
async function measure(address, headers) {
  const headerFile = join(folder, "headers.json");
  writeFileSync(headerFile, JSON.stringify(headers));
  const reports = [];
  for (let run = 0; run < RUNS; run += 1) {
    const output = join(folder, `${run}.json`);
    await promisify(execFile)(
      "npx",
      ["--yes", LIGHTHOUSE, address, "--quiet", "--preset=desktop", "--output=json", `--output-path=${output}`,
        `--only-categories=${CATEGORIES.join(",")}`, `--extra-headers=${headerFile}`, `--chrome-flags=${FLAGS}`],
      { env: { ...process.env, CHROME_PATH: executablePath } },
    );
    reports.push(JSON.parse(readFileSync(output, "utf8")));
  }
  reports.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
  return reports[Math.floor(RUNS / 2)];
}

function report(name, { categories, audits, environment }) {
  const scores = CATEGORIES.map((id) => `${id} ${Math.round(categories[id].score * 100)}`).join(", ");
  const times = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
  const details = times.map((id) => `${id} ${audits[id].displayValue}`).join(", ");
  console.log(`${name.padEnd(10)}${scores}   allowed ${ALLOWED}   (${details}; machine index ${environment.benchmarkIndex})`);
}
