import { expect, test, type Page } from "@playwright/test";
import { join } from "node:path";
import { ACCOUNT, setUp } from "../fixtures/account";
import { accessibleInBothThemes, looked, pictures } from "../fixtures/look";
import { serverInfo } from "../fixtures/paths";
import { CLIENT_ID, IdentityProvider } from "../fixtures/provider";
import { freePort, Installation } from "../fixtures/server";

// A server of its own, which may reach the provider on this machine and trusts its certificate. The pages of the
// provider are on another origin, so the guard of the other tests does not watch here.
test.use({ storageState: { cookies: [], origins: [] } });
test.describe.configure({ mode: "serial", timeout: 90_000 });

let installation: Installation;
let provider: IdentityProvider;
let origin: string;
let signInAddress: string;

test.beforeAll(async () => {
  const providerPort = await freePort();
  provider = await IdentityProvider.start(providerPort, serverInfo().dataDir);
  const trusted = { SSL_CERT_FILE: join(serverInfo().dataDir, "localhost-certificate.pem") };
  installation = await Installation.start("sso", ["--identity-provider-host", `localhost:${providerPort}`], trusted);
  origin = installation.origin;
});

test.afterAll(async () => {
  await provider?.stop();
  await installation?.stop();
});

/** Signs in at the provider, and agrees if it asks. */
async function atTheProvider(page: Page, name: string): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`^${provider.issuer}`));
  await page.locator('input[name="login"]').fill(name);
  await page.locator('input[name="password"]').fill("egal");
  await page.locator('button[type="submit"]').click();
  const agree = page.getByRole("button", { name: "Continue" });
  await Promise.race([agree.waitFor(), page.waitForURL(`${origin}/**`)]);
  if (page.url().startsWith(provider.issuer)) {
    await agree.click();
  }
}

test("an owner sets the provider up, step by step", async ({ page }) => {
  await setUp(page, installation.setupLink);
  await page.goto(`${origin}/organisation/sso`);
  await page.getByRole("button", { name: "Einrichtung beginnen" }).click();
  await expect(page.getByLabel("Umleitungs-URI (Web)")).toHaveValue(/\/sso\/[0-9a-f-]{36}\/callback$/);
  provider.register({
    redirectUri: await page.getByLabel("Umleitungs-URI (Web)").inputValue(),
    certificate: await page.locator("#certificate").inputValue(),
    startPage: `${origin}/`,
  });

  // Before anything is entered, nothing can be switched on.
  await page.getByLabel("Anmeldung eingeschaltet").check();
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await expect(page.getByRole("alert")).toContainText("erst, wenn die Verbindung steht");

  await page.getByLabel("Anbieter").selectOption("open-id");
  await page.locator('input[name="issuer"]').fill(provider.issuer);
  await page.locator('input[name="client_id"]').fill(CLIENT_ID);
  await page.locator("#rules").fill("Lastgang.Member = member");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("button", { name: "Verbindung prüfen" }).click();
  await expect(page.getByRole("status")).toContainText("Schlüssel ist brauchbar");
  await accessibleInBothThemes(page, "organisation-sso");
  await pictures(page, "organisation-sso", "de", [1440, 360]);

  signInAddress = await page.getByLabel("Anmeldeadresse Ihrer Organisation").inputValue();
  await page.getByLabel("Anmeldung eingeschaltet").check();
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await expect(page.getByLabel("Anmeldung eingeschaltet")).toBeChecked();
});

test("a member signs in with the company account and out again", async ({ page }) => {
  await page.goto(signInAddress);
  await accessibleInBothThemes(page, "organisation-sign-in");
  await pictures(page, "organisation-sign-in", "de", [1440, 360]);
  await page.getByRole("link", { name: "Mit dem Konto der Organisation anmelden" }).click();
  await atTheProvider(page, "erika");
  await expect(page).toHaveURL(`${origin}/projects`);
  await expect(page.locator(".topbar__account")).toHaveText("Erika Beispiel");
  // The code stays in no history.
  await page.goto(`${origin}/account`);
  await page.goBack();
  expect(page.url()).toBe(`${origin}/projects`);

  await page.locator(".topbar .menu summary").click();
  await page.getByRole("button", { name: "Abmelden" }).click();
  await page.goto(`${origin}/projects`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("an account is connected with the company account, which then confirms, too", async ({ page }) => {
  await signInAt(page);
  await page.goto(`${origin}/account#company-account`);
  await accessibleInBothThemes(page, "account with company account");
  await pictures(page, "account-company", "de", [1440, 360]);
  await page.getByRole("link", { name: "Mit Firmenkonto verbinden" }).click();
  await atTheProvider(page, "otto");
  await expect(page).toHaveURL(`${origin}/account`);
  await expect(page.locator("#company-account")).toContainText("Verbunden");

  await page.goto(`${origin}/confirm?next=/account`);
  await accessibleInBothThemes(page, "confirm with company account");
  await pictures(page, "confirm-company", "de", [1440, 360]);
  await page.getByRole("link", { name: "Mit Firmenkonto bestätigen" }).click();
  // The provider asks again although it knows who is there.
  await atTheProvider(page, "otto");
  await expect(page).toHaveURL(`${origin}/account`);
});

test("whoever came by the company account alone is asked for no password", async ({ page }) => {
  await page.goto(signInAddress);
  await page.getByRole("link", { name: "Mit dem Konto der Organisation anmelden" }).click();
  await atTheProvider(page, "erika");
  await page.goto(`${origin}/account`);
  await expect(page.locator("#password")).toContainText("darum kann es kein Passwort haben");
  await expect(page.locator("#email")).toContainText("kommt vom Anmeldedienst Ihrer Organisation");
  await expect(page.locator("#company-account")).toContainText("Es ist Ihr einziger Weg herein.");
  await expect(page.getByRole("button", { name: "Trennen" })).toHaveCount(0);
  await looked(page, "account-just-in-time");

  await page.goto(`${origin}/confirm?next=/account`);
  await expect(page.locator('input[name="present"]')).toHaveCount(0);
  await looked(page, "confirm-just-in-time");
  await page.goto(`${origin}/confirm?next=/account`);
  await page.getByRole("link", { name: "Mit Firmenkonto bestätigen" }).click();
  await atTheProvider(page, "erika");
  await expect(page).toHaveURL(`${origin}/account`);
});

test("an invitation is accepted with the company account", async ({ page, browser }) => {
  await signInAt(page);
  await page.goto(`${origin}/invitations`);
  await page.locator('input[name="email"]').fill("carla@privat.example");
  await page.getByRole("button", { name: "Einladen" }).click();
  const link = (await page.locator("code.secret").textContent()) ?? "";
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const carla = await context.newPage();
  await carla.goto(link);
  await looked(carla, "invitation");
  // The key of the link does not outlive the change of language.
  await carla.goto(`${origin}/`);
  await carla.goto(link);
  await carla.getByRole("button", { name: "Stattdessen mit Firmenkonto annehmen" }).click();
  await expect(carla.getByText("Die Einladung ist gültig.")).toBeVisible();
  await accessibleInBothThemes(carla, "invitation, on the way to the provider");
  await pictures(carla, "invitation-away", "de", [1280, 360]);
  await carla.getByRole("link", { name: /Weiter zur Anmeldung/ }).click();
  await atTheProvider(carla, "carla");
  await expect(carla).toHaveURL(`${origin}/projects`);
  await carla.goto(`${origin}/account`);
  // The address is that of the invitation, whatever the provider says.
  await expect(carla.locator("main")).toContainText("carla@privat.example");
  await expect(carla.locator("#company-account")).toContainText("Verbunden");
  await expect(carla.locator('input[name="present"]')).toHaveCount(0);
  await looked(carla, "account-invited-company");

  // The link counted once.
  await carla.context().clearCookies();
  await carla.goto(`${origin}/`);
  await carla.goto(link);
  await carla.getByRole("button", { name: "Stattdessen mit Firmenkonto annehmen" }).click();
  await expect(carla.getByRole("alert")).toContainText("Link");
  await accessibleInBothThemes(carla, "invitation that was used");
  await pictures(carla, "invitation-used", "de", [1280, 360], true);
  await context.close();
});

test("the company account is separated and connected again", async ({ page }) => {
  await signInAt(page);
  await page.goto(`${origin}/account`);
  await page.locator("#company-account").getByRole("button", { name: "Trennen" }).click();
  await expect(page.locator(".notice--success")).toContainText("Das Firmenkonto wurde getrennt.");
  await expect(page.locator("#company-account")).not.toContainText("Verbunden");
  await accessibleInBothThemes(page, "account after the company account was separated");
  await pictures(page, "account-separated", "de", [1280, 360], true);
  await page.goto(`${origin}/confirm?next=/account`);
  await expect(page.getByRole("link", { name: "Mit Firmenkonto bestätigen" })).toHaveCount(0);

  await page.goto(`${origin}/account`);
  await page.getByRole("link", { name: "Mit Firmenkonto verbinden" }).click();
  await atTheProvider(page, "otto");
  await expect(page).toHaveURL(`${origin}/account`);
  await expect(page.locator("#company-account")).toContainText("Verbunden");
});

test("when the provider is required, a password is not enough", async ({ page }) => {
  await signInAt(page);
  await page.goto(`${origin}/organisation/sso`);
  await page.getByLabel("Nur noch so anmelden").check();
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await expect(page.getByLabel("Nur noch so anmelden")).toBeChecked();
  // The owner who required it still gets in.
  await page.context().clearCookies();
  await signInAt(page);
});

async function signInAt(page: Page): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.locator('input[name="email"]').fill(ACCOUNT.email);
  await page.locator('input[name="password"]').fill(ACCOUNT.password);
  await page.locator('main form button[type="submit"]').first().click();
  await expect(page).toHaveURL(`${origin}/projects`);
}
