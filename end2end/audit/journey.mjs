// A session of somebody who uses everything once, recorded for auditors. Run by `cargo xtask audit`:
// journey.mjs ORIGIN SETUP_LINK FOLDER [PROXY]. Every kind of request to the server becomes a file FOLDER/NAME.http.
import { mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const PASSWORD = "Vier-Worte-reichen-hier-allemal-27";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

const [origin, link, folder, proxy] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: FLAGS,
  // Chromium leaves out the loopback unless it is told not to.
  proxy: proxy ? { server: proxy, bypass: "<-loopback>" } : undefined,
});
try {
  const context = await browser.newContext({ baseURL: origin, ignoreHTTPSErrors: true, locale: "de-DE", viewport: { width: 1440, height: 900 } });
  // The proxy of a scanner lets no program and no binary data through.
  if (proxy) await context.route(/\/(assets|pkg|static)\//, (route) => pass(route));
  const recorded = record(context);
  const page = await context.newPage();
  await setUp(page);
  await account(page);
  const project = await plan(page);
  await metered(page);
  await projects(page, project);
  // The proxy of a scanner keeps one jar of cookies for everybody.
  if (!proxy) await signIn(context);
  const kinds = await recorded();
  console.log(`note: ${kinds} kinds of requests`);
} finally {
  await browser.close();
}

/** Creates the first account. */
async function setUp(page) {
  await page.goto(link);
  await page.waitForURL(/\/setup$/);
  await page.locator('input[name="email"]').fill("pruefer@example.org");
  await page.locator('input[name="name"]').fill("Prüfer");
  for (const field of await page.locator('input[type="password"]').all()) await field.fill(PASSWORD);
  await page.locator('form button[type="submit"]').last().click();
  await page.waitForURL(/\/projects/);
}

/** Signs in once more, as somebody whom the server does not know. */
async function signIn(context) {
  await context.clearCookies();
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.locator('input[name="email"]').fill("pruefer@example.org");
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForURL(/\/projects/);
}

/** Looks at the account, saves it, and invites somebody. */
async function account(page) {
  await page.goto("/account");
  await page.locator('form[action="/account"] button').last().click();
  await page.waitForLoadState();
  await page.goto("/invitations");
  await page.locator('input[name="email"]').first().fill("kollegin@example.org");
  await page.getByRole("button", { name: "Einladen" }).click();
  await page.waitForLoadState();
  await page.goto("/reset");
}

/** Opens the sample district and edits it. */
async function plan(page) {
  await page.goto("/projects");
  await page.locator('form[action="/projects/sample"] button').first().click();
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/);
  await page.waitForSelector("html[data-calculation-ms]", { state: "attached" });
  await edit(page, 0, 0, "Rathaus");
  await edit(page, 0, 2, "1250");
  for (const chart of ["load", "duration"]) await page.request.get(`${page.url()}/charts/${chart}.svg`);
  await page.request.get(`${page.url()}/export`);
  return page.url();
}

/** Takes in a metered profile, and goes through its library. */
async function metered(page) {
  const lines = ["Zeitstempel;Leistung [kW]"];
  for (let hour = 0; hour < 8760; hour += 1) {
    const at = new Date(Date.UTC(2023, 0, 1, hour)).toISOString();
    lines.push(`${at.slice(8, 10)}.${at.slice(5, 7)}.2023 ${at.slice(11, 13)}:00;${10 + (hour % 24)}`);
  }
  await page.getByRole("button", { name: /^Lastg/ }).first().click();
  const dialog = page.getByRole("dialog", { name: "Lastgänge" });
  const file = { name: "zaehler.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
  await dialog.locator('input[type="file"]').setInputFiles(file);
  await dialog.getByLabel("Zeitzone der Zeitstempel").selectOption({ label: "immer Winterzeit (UTC+1)" });
  await dialog.locator(".import__preview").waitFor();
  await dialog.getByRole("button", { name: "Übernehmen" }).click();
  // No demand is chosen, so that the profile goes into the library and the dialog stays.
  const entry = dialog.locator(".library__entry", { hasText: "zaehler" }).first();
  await entry.getByRole("button", { name: "Umbenennen" }).click();
  await dialog.getByLabel("Name des Lastgangs").fill("Zähler 2023");
  await page.keyboard.press("Enter");
  const renamed = dialog.locator(".library__entry", { hasText: "Zähler 2023" }).first();
  await renamed.getByRole("button", { name: "Synthetisch nachbilden" }).click();
  const synthetic = dialog.locator(".library__entry", { has: page.locator(".tag", { hasText: "synthetisch" }) }).first();
  await synthetic.getByRole("button", { name: "Löschen" }).click();
  await synthetic.getByRole("button", { name: "Wirklich löschen" }).click();
  await synthetic.waitFor({ state: "detached" });
}

/** Creates, renames and duplicates projects, and changes the language. */
async function projects(page, project) {
  const id = project.split("/").at(-1);
  await page.goto("/projects");
  await page.locator("summary", { hasText: "Neues Projekt" }).click();
  await page.locator('form[action="/projects"] input[name="name"]').fill("Neu");
  await page.locator('form[action="/projects"] button').click();
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/);
  await page.goto("/projects");
  await submit(page, `/projects/${id}/rename`, { name: "Anders" });
  await submit(page, `/projects/${id}/duplicate`, {});
  await submit(page, "/preferences", {});
  await page.goto(`/projects/${id}/delete`);
  await page.goto("/confirm?next=/account");
  // What the workspace asks only under circumstances that are slow to make; some of it does not exist.
  const wanted = { name: "Kennzahlen", figures: { annual_kwh: 1000, peak_kw: 1 }, course: null };
  const none = "00000000-0000-4000-8000-000000000000";
  const { scenario } = await call(page, "scenario/open", { project: id });
  await call(page, "scenario/changes", { project: id, scenario, since: 0 });
  await call(page, "profile/approximate", { project: id, wanted, locale: "de" });
  await call(page, "weather/series", { project: id, weather: none });
  await call(page, "upload/accept-weather", { project: id, upload: none, locale: "de" });
}

async function edit(page, row, column, text) {
  await page.locator(`#cell-${row}-${column}`).click();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await saved(page);
}

async function saved(page) {
  await page.locator('.save-state[data-state="saved"]').waitFor();
}

/** Sends a form of the page, which may be in a closed menu. */
async function submit(page, action, values) {
  const loaded = page.waitForEvent("load");
  await page.evaluate(([action, values]) => {
    const form = document.querySelector(`form[action="${action}"]`);
    for (const [name, value] of Object.entries(values)) form.elements.namedItem(name).value = value;
    form.requestSubmit(form.querySelector("button"));
  }, [action, values]);
  await loaded;
}

/** Calls a server function as the workspace would. */
function call(page, name, value) {
  return page.evaluate(async ([name, body]) => {
    const answer = await fetch(`/api/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body });
    return answer.json();
  }, [name, JSON.stringify(value)]);
}

/** Fetches a file from the server itself. */
function pass(route) {
  return new Promise((resolve, reject) => {
    get(route.request().url(), { rejectUnauthorized: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const contentType = response.headers["content-type"];
        resolve(route.fulfill({ status: response.statusCode, contentType, body: Buffer.concat(parts) }));
      });
    }).on("error", reject);
  });
}

/** Writes down one request of every kind that carries something; the returned function counts them. */
function record(context) {
  const kinds = new Map();
  const pending = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    const carries = request.method() === "POST" || url.search !== "";
    if (url.origin !== origin || !carries || /^\/(assets|pkg|setup)/.test(url.pathname)) return;
    const kind = `${request.method()} ${url.pathname}`.replace(/[0-9a-f-]{36}/g, "id").replace(/[^A-Za-z-]+/g, "_");
    if (kinds.has(kind)) return;
    kinds.set(kind, url);
    pending.push(write(join(folder, `${kind}.http`), request, url));
  });
  return async () => {
    await Promise.all(pending);
    return kinds.size;
  };
}

async function write(file, request, url) {
  const headers = { ...(await request.allHeaders()), host: url.host, "sec-fetch-site": "same-origin" };
  const lines = [`${request.method()} ${url.pathname}${url.search} HTTP/1.1`];
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(":") && !["content-length", "accept-encoding", "connection"].includes(name)) lines.push(`${name}: ${value}`);
  }
  writeFileSync(file, `${lines.join("\r\n")}\r\n\r\n${request.postData() ?? ""}`);
}
