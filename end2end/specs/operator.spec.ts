import { expect, test, type Browser, type Locator, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { ACCOUNT, firstStep, invited, setUp, signOut } from "../fixtures/account";
import { code, withAuthenticator } from "../fixtures/factor";
import { Guard } from "../fixtures/guard";
import { accessibleInBothThemes, looked, pictures } from "../fixtures/look";
import { Installation } from "../fixtures/server";
import { cell, createSample, openEmpty, saved } from "../fixtures/workspace";

// A server of its own: all its accounts are known here, and whoever operates it has a passkey.
test.describe.configure({ mode: "serial", timeout: 90_000 });

const MARA = { email: "mara@example.org", name: "Mara Mitglied" };
const BEN = { email: "ben@example.org", name: "Ben Beispiel" };
const NOTE = "Notebook verloren, Vorgang 4711";

const guard = new Guard();
let installation: Installation;
let owner: Page;
let mara: Page;
/** Secret of the operator's authenticator app. */
let secret: string;

test.beforeAll(async ({ browser }) => {
  installation = await Installation.start("operator");
  const { origin, setupLink: link } = installation;
  owner = await newPage(browser, origin);
  await guard.watch(owner, origin);
  await setUp(owner, link);
  await createSample(owner);
  mara = await invited(owner, browser, MARA.email, MARA.name);
  await guard.watch(mara, origin);
  await (await invited(owner, browser, BEN.email, BEN.name)).context().close();
});

test.afterEach(() => guard.check());

test.afterAll(async () => {
  for (const page of [owner, mara]) {
    await page?.context().close();
  }
  await installation?.stop();
});

async function newPage(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  return context.newPage();
}

function rows(page: Page): Locator {
  return page.locator("tbody tr");
}

/** Opens the page of somebody's account. */
async function openAccount(person: { name: string }): Promise<void> {
  await owner.goto("/instance/accounts");
  await rows(owner).getByRole("link", { name: person.name, exact: true }).click();
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText(person.name);
}

test("accounts open to their operator only after a passkey was added", async () => {
  guard.allow(/status of 40[34]/);
  await owner.goto("/instance/accounts");
  await expect(owner.locator("tbody")).toHaveCount(0);
  await mara.goto("/instance/accounts");
  await expect(mara.getByRole("heading", { level: 1 })).toHaveText("Nicht gefunden");

  await withAuthenticator(owner);
  await owner.goto("/account");
  await owner.locator("#field-passkey").fill("Notebook");
  await owner.getByRole("button", { name: "Passkey hinzufügen" }).click();
  await owner.getByRole("link", { name: "Ich habe die Codes aufbewahrt" }).click();
  await owner.getByRole("button", { name: "Authenticator-App hinzufügen" }).click();
  secret = ((await owner.locator("code.secret").textContent()) ?? "").replaceAll(" ", "");
  await owner.locator('input[name="code"]').fill(code(secret, Date.now()));
  await owner.getByRole("button", { name: "Hinzufügen", exact: true }).click();
  await expect(owner).toHaveURL(/\/account/);

  await owner.goto("/projects");
  await owner.locator(".topbar .menu summary").click();
  await owner.getByRole("link", { name: "Konten" }).click();
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText("Konten");
});

test("an account is found by name or address, and no project is shown", async () => {
  await owner.goto("/instance/accounts");
  await expect(rows(owner)).toHaveCount(3);
  await expect(owner.locator("main")).not.toContainText("Musterquartier");
  await looked(owner, "instance-accounts");

  await owner.getByLabel("Name oder E-Mail-Adresse").fill("MARA@");
  await owner.getByRole("button", { name: "Suchen" }).click();
  await expect(rows(owner)).toHaveCount(1);
  await expect(rows(owner)).toContainText(MARA.email);
  // What was searched for stays in the field, and out of the address.
  await expect(owner.getByLabel("Name oder E-Mail-Adresse")).toHaveValue("MARA@");
  expect(new URL(owner.url()).search).toBe("");
  await owner.getByLabel("Name oder E-Mail-Adresse").fill("niemand");
  await owner.getByRole("button", { name: "Suchen" }).click();
  await expect(owner.getByText("Zu dieser Suche gibt es hier kein Konto.")).toBeVisible();
  await accessibleInBothThemes(owner, "accounts, nothing found");
  await pictures(owner, "instance-accounts-none", "de", [1280, 360]);
  await owner.getByRole("link", { name: "Alle zeigen" }).click();
  await expect(rows(owner)).toHaveCount(3);
});

test("the own account is not disabled or deleted here", async () => {
  await openAccount(ACCOUNT);
  await expect(owner.getByText("Das ist Ihr eigenes Konto.")).toBeVisible();
  await expect(owner.locator("main form")).toHaveCount(0);
  await looked(owner, "instance-account-own");
});

test("whoever is disabled is out on the next request and does not come back in", async () => {
  guard.allow(/status of 4(01|22)/);
  await openEmpty(mara, "Maras Projekt");
  await mara.getByRole("button", { name: "Gebäude", exact: true }).click();
  await saved(mara);

  await openAccount(MARA);
  await looked(owner, "instance-account");
  await owner.getByLabel("Grund, für andere Betreiber").fill(NOTE);
  await owner.getByRole("button", { name: "Konto sperren" }).click();
  await expect(owner.locator("main .badge").first()).toHaveText("gesperrt");
  await expect(owner.getByRole("row").filter({ hasText: "Grund der Sperre" })).toContainText(NOTE);
  await expect(owner.getByRole("button", { name: "Konto sperren" })).toHaveCount(0);
  await looked(owner, "instance-account-disabled");

  // The open workspace notices by itself, without anything being typed.
  await expect(mara.getByRole("dialog", { name: /Sitzung ist abgelaufen/ })).toBeVisible();
  await mara.goto("/projects");
  await expect(mara).toHaveURL(/\/sign-in/);
  await firstStep(mara, MARA.email);
  await expect(mara.getByRole("alert")).toContainText("passen nicht zusammen");
});

test("whoever is enabled again signs in and finds everything", async () => {
  await openAccount(MARA);
  await owner.getByRole("button", { name: "Konto entsperren" }).click();
  await expect(owner.locator("main .badge").first()).toHaveText("aktiv");
  await expect(owner.locator("main")).not.toContainText(NOTE);
  await firstStep(mara, MARA.email);
  await expect(mara).toHaveURL(/\/projects$/);
  await mara.locator(".card", { hasText: "Maras Projekt" }).locator("a").first().click();
  await expect(cell(mara, 0, 0)).not.toBeEmpty();
});

test("ended sessions lock nobody out", async () => {
  await openAccount(MARA);
  await owner.getByRole("button", { name: "Alle Sitzungen beenden" }).click();
  await expect(owner.getByRole("row").filter({ hasText: "Offene Sitzungen" }).locator("td")).toHaveText("0");
  await mara.goto("/projects");
  await expect(mara).toHaveURL(/\/sign-in/);
  await firstStep(mara, MARA.email);
  await expect(mara).toHaveURL(/\/projects$/);
});

test("an account is deleted once its address is typed; its projects stay", async () => {
  guard.allow(/status of 422/);
  await openAccount(MARA);
  await owner.locator("#delete").getByRole("textbox").fill("mara@example.com");
  await owner.getByRole("button", { name: "Endgültig löschen" }).click();
  await expect(owner.locator(".field__error")).toContainText("stimmt nicht überein");
  await looked(owner, "instance-account-delete");
  await owner.locator("#delete").getByRole("textbox").fill(MARA.email);
  await owner.getByRole("button", { name: "Endgültig löschen" }).click();
  await expect(owner).toHaveURL(/\/instance\/accounts$/);
  await expect(rows(owner)).toHaveCount(2);
  await expect(owner.locator("main")).not.toContainText(MARA.email);

  await mara.goto("/projects");
  await expect(mara).toHaveURL(/\/sign-in/);
  await firstStep(mara, MARA.email);
  await expect(mara.getByRole("alert")).toContainText("passen nicht zusammen");
  await owner.goto("/projects");
  await expect(owner.locator(".card", { hasText: "Maras Projekt" })).toHaveCount(1);
});

test("a project leaves as a file after a proof, and the download begins by itself", async () => {
  await signOut(owner);
  await firstStep(owner, ACCOUNT.email, ACCOUNT.password);
  // What can be phished signs an operator in, but proves nothing.
  await owner.locator('input[name="code"]').fill(code(secret, Date.now() + 30_000));
  await owner.locator('main button[type="submit"]').click();
  await expect(owner).toHaveURL(/\/projects$/);

  const card = owner.locator(".card", { hasText: "Musterquartier" });
  await card.locator("summary").click();
  await card.getByRole("link", { name: "Als Datei exportieren" }).click();
  await expect(owner).toHaveURL(/\/confirm\?next=/);
  await expect(owner.locator('input[name="present"]')).toHaveCount(0);
  await accessibleInBothThemes(owner, "confirm, for an operator");
  await pictures(owner, "confirm-operator", "de", [1280, 360]);
  const begun = owner.waitForEvent("download");
  await owner.getByRole("button", { name: "Mit Passkey bestätigen" }).click();
  const download = await begun;
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  const file = JSON.parse(readFileSync(await download.path(), "utf8")) as { format: string };
  expect(file.format).toBe("lastgang-project");
  await expect(owner).toHaveURL(/\/download$/);
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText("Projekt als Datei");
  await accessibleInBothThemes(owner, "download");
  await pictures(owner, "download", "de", [1280, 360], true);
  // The proof is fresh now: the file comes without a question.
  const again = owner.waitForEvent("download");
  await owner.getByRole("link", { name: "Herunterladen" }).click();
  await again;
  // Every visit of the page begins the download; here it is awaited so that it disturbs nothing.
  const third = owner.waitForEvent("download");
  await owner.locator('button[name="locale"]').click();
  await third;
  await expect(owner.locator("html")).toHaveAttribute("lang", "en");
  await pictures(owner, "download", "en", [1280, 360], true);
});
