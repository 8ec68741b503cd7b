import { expect, test, type Browser, type Locator, type Page } from "@playwright/test";
import { join } from "node:path";
import { ACCOUNT, invited } from "../fixtures/account";
import { withAuthenticator } from "../fixtures/factor";
import { Guard } from "../fixtures/guard";
import { BRIEF, CORPUS, FILE, MARKUP, NOTE, traces, witness } from "../fixtures/hostile";
import { Installation } from "../fixtures/server";
import { cell, openEmpty, paste, ready, saved, type } from "../fixtures/workspace";

// A server of its own, whose organisation, people and projects all have hostile names.
test.describe.configure({ mode: "serial", timeout: 480_000 });

const COLLEAGUE = { email: "{{7*7}}'&lt$x@example.org", name: MARKUP[1] };

const guard = new Guard();
/** What hostile texts have done. */
const done: string[] = [];
let installation: Installation;
let origin: string;
let owner: Page;
let colleague: Page;

test.beforeAll(async ({ browser }) => {
  installation = await Installation.start("hostile");
  origin = installation.origin;
  owner = await newPage(browser);
  await watch(owner);
  await owner.goto(installation.setupLink);
  await owner.locator('input[name="email"]').fill(ACCOUNT.email);
  await owner.locator('input[name="name"]').fill(BRIEF);
  await owner.locator('input[name="password"]').fill(ACCOUNT.password);
  await owner.getByRole("button", { name: "Konto anlegen" }).click();
  await expect(owner).toHaveURL(/\/projects$/);
});

test.afterEach(async () => {
  for (const page of [owner, colleague]) {
    if (page) {
      await harmless(page);
    }
  }
  guard.check();
});

test.afterAll(async () => {
  for (const page of [owner, colleague]) {
    await page?.context().close();
  }
  await installation?.stop();
});

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, storageState: { cookies: [], origins: [] } });
  return context.newPage();
}

async function watch(page: Page): Promise<void> {
  await guard.watch(page, origin);
  await witness(page, done);
}

/** Nothing of what was typed has become more than text. */
async function harmless(page: Page): Promise<void> {
  expect(await traces(page), page.url()).toEqual([]);
  expect(done).toEqual([]);
}

/** Sends a form as it is; the browser's own check of addresses stands in nobody's way who does not want it. */
async function send(form: Locator, button: string): Promise<void> {
  await form.evaluate((form: HTMLFormElement) => {
    form.noValidate = true;
  });
  await form.getByRole("button", { name: button, exact: true }).click();
}

function person(email: string): Locator {
  return owner.locator("tbody tr").filter({ hasText: email });
}

test("a page that trusted the corpus would be noticed", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const ran: string[] = [];
  await witness(page, ran);
  for (const text of MARKUP) {
    await page.setContent(`<title>x</title><p title="${text}" lang='${text}'>${text}</p><a href="${text}">x</a>`);
    expect(await traces(page), text).not.toEqual([]);
  }
  await page.setContent(MARKUP.slice(0, 3).join(""));
  await expect.poll(() => ran.length).toBeGreaterThan(0);
  await context.close();
});

test("names of people and organisations stay text", async () => {
  // The organisation is called after its first person.
  await expect(owner.locator(".topbar__crumb").first()).toHaveText(BRIEF);
  await expect(owner.locator(".topbar__account")).toHaveText(BRIEF);
  const form = owner.locator('form[action="/account"]');
  await owner.goto("/account");
  for (const text of CORPUS) {
    await form.locator('input[name="name"]').fill(text);
    await send(form, "Speichern");
    await expect(owner.locator(".topbar__account")).toHaveText(text);
    await expect(form.locator('input[name="name"]')).toHaveValue(text);
    await harmless(owner);
  }
  for (const address of ["/members", "/audit", "/account/events", "/account/delete"]) {
    await owner.goto(address);
    await harmless(owner);
  }
});

test("addresses and names of those who are invited, and notes of reviews stay text", async ({ browser }) => {
  guard.allow(/status of 422/);
  await owner.goto("/invitations");
  const form = owner.locator('form[action="/invitations"]');
  for (const text of CORPUS) {
    await form.locator('input[name="email"]').fill(text);
    await send(form, "Einladen");
    await expect(form.locator('input[name="email"]')).toHaveValue(text);
    await harmless(owner);
  }
  colleague = await invited(owner, browser, COLLEAGUE.email, COLLEAGUE.name);
  await watch(colleague);
  await owner.goto("/members");
  await expect(person(COLLEAGUE.email).locator("th")).toHaveText(COLLEAGUE.name);
  await harmless(owner);
  await person(COLLEAGUE.email).locator('select[name="role"]').selectOption("administrator");
  const again = owner.waitForResponse((answer) => answer.request().method() === "GET" && answer.url().endsWith("/members"));
  await person(COLLEAGUE.email).getByRole("button", { name: "Ändern" }).click();
  await again;
  await person(COLLEAGUE.email).getByRole("link").click();
  await expect(owner.locator(".notice--danger")).toContainText(COLLEAGUE.name);
  await harmless(owner);

  await colleague.goto("/audit");
  const change = colleague.locator("#unreviewed .rows__row").filter({ hasText: "Rolle geändert" }).first();
  const long = `${NOTE} ${"W".repeat(200)}`;
  // Past the limit of the field, so that the server has to send it back.
  await change.locator('input[name="note"]').evaluate((input: HTMLInputElement, text) => (input.value = text), long);
  await change.getByRole("button", { name: "Als geprüft vermerken" }).click();
  await expect(colleague.locator('#unreviewed input[name="note"][aria-invalid="true"]')).toHaveValue(long);
  await harmless(colleague);
  await change.locator('input[name="note"]').fill(NOTE);
  await change.getByRole("button", { name: "Als geprüft vermerken" }).click();
  await expect(colleague.locator("#events")).toContainText(NOTE);
  await owner.goto("/audit");
  await expect(owner.locator("#events")).toContainText(NOTE);
});

test("the settings of a provider stay text", async () => {
  guard.allow(/status of 422/);
  await owner.goto("/organisation/sso");
  await owner.getByRole("button", { name: "Einrichtung beginnen" }).click();
  const form = owner.locator('form[action="/organisation/sso"]');
  const fields = ["issuer", "client_id", "step_up_context", "domains"].map((name) => form.locator(`input[name="${name}"]`));
  fields.push(form.locator("#rules"));
  for (const text of CORPUS) {
    for (const field of fields) {
      await field.fill(text);
    }
    await send(form, "Speichern");
    await expect(form.locator(".field__error").first()).toBeVisible();
    for (const field of fields) {
      await expect(field).toHaveValue(text);
    }
    await harmless(owner);
  }
  await form.locator('input[name="secret_ends"]').fill(BRIEF);
  await send(form, "Speichern");
  await expect(form.locator('input[name="secret_ends"]')).toHaveValue(BRIEF);
});

test("what whoever operates the server reads and writes stays text", async () => {
  guard.allow(/status of 422/);
  await withAuthenticator(owner);
  await owner.goto("/account");
  await owner.locator("#field-passkey").fill(BRIEF);
  await owner.getByRole("button", { name: "Passkey hinzufügen" }).click();
  await owner.getByRole("link", { name: "Ich habe die Codes aufbewahrt" }).click();
  await expect(owner.locator("#factors .rows__row p").first()).toHaveText(BRIEF);
  await harmless(owner);

  await owner.goto("/instance/accounts");
  const search = owner.locator('form.form--search');
  for (const text of CORPUS) {
    await search.locator('input[name="search"]').fill(text);
    await send(search, "Suchen");
    await expect(search.locator('input[name="search"]')).toHaveValue(text);
    await harmless(owner);
  }
  await owner.goto("/instance/accounts");
  await person(COLLEAGUE.email).locator("a").first().click();
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText(COLLEAGUE.name);
  for (const text of CORPUS) {
    await owner.getByLabel("Grund, für andere Betreiber").fill(text);
    await send(owner.locator("#disable form"), "Konto sperren");
    await expect(owner.getByRole("row").filter({ hasText: "Grund der Sperre" }).locator("td")).toHaveText(text);
    await harmless(owner);
    await send(owner.locator("#enable form"), "Konto entsperren");
    await expect(owner.locator("#disable")).toBeVisible();
  }
  await owner.locator('#delete input[name="typed_address"]').fill(BRIEF);
  await send(owner.locator("#delete form"), "Endgültig löschen");
  await expect(owner.locator('#delete input[name="typed_address"]')).toHaveValue(BRIEF);
  await harmless(owner);
  await owner.goto("/instance/audit");
});

test("names and places of projects stay text", async () => {
  guard.allow(/status of 422/);
  for (const [at, text] of CORPUS.entries()) {
    const place = CORPUS[(at + 1) % CORPUS.length];
    await owner.goto("/projects");
    await owner.locator("summary", { hasText: "Neues Projekt" }).click();
    const form = owner.locator('form[action="/projects"]');
    await form.locator('input[name="name"]').fill(text);
    await form.locator('input[name="place"]').fill(place);
    await send(form, "Anlegen");
    await ready(owner);
    await expect(owner.locator('.topbar__crumb[aria-current="page"]')).toHaveText(text);
    await expect(owner).toHaveTitle(`${text} · Lastgang`);
    await expect(owner.locator("#site-place")).toHaveValue(place);
    await harmless(owner);
    // The page as the server draws it, and the chart in it, are gone by now: they are looked at by themselves.
    const html = await (await owner.request.get(owner.url())).text();
    expect(await traces(owner, { text: html, type: "text/html" })).toEqual([]);
    const chart = /src="(\/projects\/[^"]+\.svg[^"]*)"/.exec(html)?.[1].replaceAll("&amp;", "&") ?? "";
    const svg = await (await owner.request.get(chart)).text();
    expect(svg).toContain("<svg");
    expect(await traces(owner, { text: svg, type: "image/svg+xml" })).toEqual([]);
  }
  await owner.goto("/projects");
  const titles = await owner.locator(".card__title").allTextContents();
  expect(titles.map((title) => title.trim()).sort()).toEqual([...CORPUS].sort());
  await harmless(owner);

  const card = owner.locator(".card", { hasText: MARKUP[5] }).first();
  await card.locator("summary").click();
  await card.getByRole("link", { name: "Zugriff" }).click();
  await expect(owner.getByRole("heading", { level: 1 })).toContainText("Zugriff");
  await harmless(owner);
  await owner.goto("/projects");
  await card.locator("summary").click();
  await card.locator('form[action$="/rename"] input[name="name"]').fill(BRIEF);
  await card.locator('form[action$="/rename"] button').click();
  const renamed = owner.locator(".card").filter({ has: owner.locator(".card__title", { hasText: BRIEF }) });
  await renamed.locator("summary").click();
  await renamed.getByRole("link", { name: "Löschen" }).click();
  await owner.locator('input[name="typed_name"]').fill(MARKUP[2]);
  await owner.getByRole("button", { name: "Endgültig löschen" }).click();
  await expect(owner.locator('input[name="typed_name"]')).toHaveValue(MARKUP[2]);
  await expect(owner.locator("#main .notice__title").last()).toHaveText(BRIEF);
});

test("what stands in a project file stays text when it is refused", async () => {
  guard.allow(/status of 422/);
  for (const text of MARKUP) {
    await owner.goto("/projects");
    await owner.locator("summary", { hasText: "Projektdatei öffnen" }).click();
    const file = JSON.stringify({ format: text, [text]: text });
    await owner.locator('input[name="file"]').setInputFiles({ name: `${FILE}.json`, mimeType: "application/json", buffer: Buffer.from(file) });
    await expect(owner.locator(".file__name")).toHaveText(`${FILE}.json`);
    await harmless(owner);
    await owner.locator('form[action="/projects/import"] button').click();
    await expect(owner.getByRole("alert")).toContainText("keine lesbare Projektdatei");
    await harmless(owner);
  }
});

test("names of buildings and what is no number stay text in table, lists and messages", async () => {
  await openEmpty(owner, BRIEF);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await owner.locator(".grid").focus();
  const rows = CORPUS.map((text, at) => [text, at === 1 ? text : "Büro", text]);
  await paste(owner, rows.map((row) => row.map(quoted).join("\t")).join("\r\n"));
  await expect(owner.locator(".grid__total")).toContainText(`${CORPUS.length} Gebäude`);
  await expect(owner.locator(".toast--warning")).toContainText("ist keine Zahl.");
  await harmless(owner);
  await expect(cell(owner, 1, 1)).toHaveText(CORPUS[1]);
  await cell(owner, 0, 2).click();
  for (const [row, text] of CORPUS.entries()) {
    await expect(cell(owner, row, 2)).toHaveAttribute("data-state", /active/);
    await expect(cell(owner, row, 0)).toHaveText(text);
    await expect(cell(owner, row, 2)).toHaveText(text);
    await expect(owner.locator(".grid__message")).toContainText("ist keine Zahl.");
    await harmless(owner);
    await owner.keyboard.press("ArrowDown");
  }
  // As it is typed, also where the editor searches a list for it.
  await owner.keyboard.press("Control+Home");
  await cell(owner, 2, 1).click();
  await owner.keyboard.type(CORPUS[2]);
  await harmless(owner);
  await owner.keyboard.press("Escape");
  await type(owner, 0, 0, BRIEF);
  await expect(cell(owner, 0, 0)).toHaveText(BRIEF);
  await type(owner, 0, 3, "12000");
  // As a place of the chart, and beside it with the choices of its profile.
  await owner.getByRole("combobox", { name: "Quartier oder Gebäude" }).selectOption({ label: BRIEF });
  await cell(owner, 0, 6).click();
  await expect(owner.locator(".parameters")).toBeVisible();
  await harmless(owner);
  await saved(owner);
  const html = await (await owner.request.get(owner.url())).text();
  expect(await traces(owner, { text: html, type: "text/html" })).toEqual([]);
  await owner.reload();
  await ready(owner);
  await expect(cell(owner, 1, 0)).toHaveText(CORPUS[1]);
});

test("names of the site, of files and of profiles stay text", async () => {
  await openEmpty(owner, "Dateien");
  await owner.getByRole("tab", { name: "Standort" }).click();
  for (const text of CORPUS) {
    await owner.locator("#site-name").fill(text);
    await owner.locator("#site-place").fill(text);
    await owner.locator("#site-place").press("Tab");
    await expect(owner.locator("h1")).toHaveText(text);
    await harmless(owner);
  }
  const hours = Array.from({ length: 8760 }, (_, hour) => hour % 20);
  await owner.locator('.workspace__site input[type="file"]').setInputFiles({
    name: `${FILE}.csv`,
    mimeType: "text/csv",
    buffer: Buffer.from([`Temperatur ${FILE}`, ...hours].join("\n")),
  });
  await expect(owner.locator("#site-weather option", { hasText: `${FILE}.csv` })).toHaveCount(1);
  await harmless(owner);
  await saved(owner);

  await owner.getByRole("tab", { name: "Bedarfe" }).click();
  await owner.getByRole("button", { name: /^Lastg/ }).first().click();
  const dialog = owner.getByRole("dialog", { name: "Lastgänge" });
  const upload = (lines: string[]) =>
    dialog.locator('input[type="file"]').setInputFiles({
      name: `${FILE}.csv`,
      mimeType: "text/csv",
      buffer: Buffer.from([`Zeitstempel;Leistung ${FILE} [kW]`, ...lines].join("\n")),
    });
  await upload([`01.01.2023 00:00;${FILE}`, `01.01.2023 01:00;${FILE}`]);
  await expect(dialog.locator(".notice").first()).toBeVisible();
  await harmless(owner);
  const pad = (number: number) => String(number).padStart(2, "0");
  await upload(
    hours.map((_, hour) => {
      const at = new Date(Date.UTC(2023, 0, 1, hour));
      return `${pad(at.getUTCDate())}.${pad(at.getUTCMonth() + 1)}.2023 ${pad(at.getUTCHours())}:00;${10 + (hour % 24)},5`;
    }),
  );
  await dialog.getByLabel("Zeitzone der Zeitstempel").selectOption({ label: "immer Winterzeit (UTC+1)" });
  await expect(dialog.locator("#profile-name")).toHaveValue(FILE);
  await harmless(owner);
  await dialog.getByRole("button", { name: "Übernehmen" }).click();
  const entry = dialog.locator(".library__entry");
  await expect(entry.locator(".library__name")).toHaveText(FILE);
  await expect(entry.locator(".library__log")).toContainText(`${FILE}.csv`);
  await harmless(owner);
  for (const text of CORPUS) {
    await entry.getByRole("button", { name: "Umbenennen" }).click();
    await dialog.getByLabel("Name des Lastgangs").fill(text);
    await owner.keyboard.press("Enter");
    await expect(entry.locator(".library__name")).toHaveText(text);
    await harmless(owner);
  }
});

test("addresses of pages stay text, and so do keys of links", async ({ browser }) => {
  guard.allow(/status of 4(00|04|22)/);
  const stranger = await newPage(browser);
  await watch(stranger);
  for (const text of CORPUS) {
    const part = encodeURIComponent(text);
    for (const address of [`/${part}`, `/projects/${part}`, `/sign-in?next=${part}`, `/sign-in?next=/${part}`, `/sign-in/${part}`]) {
      await stranger.goto(address);
      await harmless(stranger);
    }
    await owner.goto(`/audit?${["kind", "person", "outcome", "from", "to"].map((name) => `${name}=${part}`).join("&")}`);
    await harmless(owner);
    for (const address of ["/invitation", "/reset/password"]) {
      await stranger.goto("/security");
      await stranger.goto(`${address}#${text}`);
      await expect(stranger.locator('input[name="token"]')).toBeHidden();
      await harmless(stranger);
    }
  }
  // A key that is none comes back with the name beside it.
  await stranger.goto(`/invitation#${BRIEF}`);
  await stranger.locator('input[name="name"]').fill(BRIEF);
  await stranger.locator('input[name="password"]').fill(ACCOUNT.password);
  await stranger.getByRole("button", { name: "Konto anlegen" }).click();
  await expect(stranger.getByRole("alert")).toBeVisible();
  await expect(stranger.locator('input[name="name"]')).toHaveValue(BRIEF);
  await harmless(stranger);
  await stranger.goto("/sign-in");
  const form = stranger.locator('form[action="/sign-in"]');
  await form.locator('input[name="email"]').fill(BRIEF);
  await form.locator('input[name="password"]').fill(BRIEF);
  await send(form, "Anmelden");
  await expect(form.locator('input[name="email"]')).toHaveValue(BRIEF);
  await expect(form.locator('input[name="password"]')).toHaveValue("");
  await harmless(stranger);
  await stranger.context().close();
});
