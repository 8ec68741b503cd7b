// Goes through the site with planted faults and records it, as journey.mjs does with the product:
// stroll.mjs ORIGIN "" FOLDER [PROXY].
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const [origin, , folder, proxy] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  proxy: proxy ? { server: proxy, bypass: "<-loopback>" } : undefined,
});
try {
  const page = await (await browser.newContext({ baseURL: origin, ignoreHTTPSErrors: true })).newPage();
  for (const path of ["/", "/search?q=lamp", "/item?id=1"]) await page.goto(path);
  await page.evaluate(() => fetch("/item", { method: "POST", headers: { "content-type": "application/json" }, body: '{"id":1}' }));
} finally {
  await browser.close();
}
const { host } = new URL(origin);
const request = ["POST /item HTTP/1.1", `Host: ${host}`, "Content-Type: application/json", "", '{"id":1}'];
writeFileSync(join(folder, "POST_item.http"), request.join("\r\n"));
