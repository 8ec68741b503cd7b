import type { Browser, Page } from "@playwright/test";
import { join } from "node:path";
import { ACCOUNT, firstStep, INVITED_PASSWORD, setUp } from "../fixtures/account";
import { expect, test, type Guard } from "../fixtures/guard";
import { serverInfo } from "../fixtures/paths";
import { MailRelay } from "../fixtures/relay";
import { freePort, Installation } from "../fixtures/server";

// One server, one relay, one story: each step needs the one before.
test.describe.configure({ mode: "serial", timeout: 90_000 });

const NEW_ADDRESS = "neue.adresse@example.org";
const GUEST = "gast@example.org";
const OTHER_PASSWORD = "Neun Kraniche ziehen im Herbst nach Süden";

let relay: MailRelay;
let installation: Installation;
let origin: string;

test.beforeAll(async () => {
  const relayPort = await freePort();
  relay = await MailRelay.start(relayPort, serverInfo().dataDir);
  const options = ["--smtp-host", "localhost", "--smtp-port", String(relayPort), "--mail-from", "Lastgang <lastgang@example.org>"];
  const trusted = { SSL_CERT_FILE: join(serverInfo().dataDir, "localhost-certificate.pem") };
  installation = await Installation.start("mail", options, trusted);
  origin = installation.origin;
});

test.afterAll(async () => {
  await installation?.stop();
  await relay?.stop();
});

async function visitor(browser: Browser, guard: Guard): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, storageState: { cookies: [], origins: [] }, locale: "de-DE" });
  const page = await context.newPage();
  await guard.watch(page, origin);
  return page;
}

/** The link in the next mail of a kind to an address. */
async function link(to: string, path: string): Promise<string> {
  const pattern = new RegExp(`${origin}${path}#\\S+`);
  const mail = await relay.mail(to, pattern);
  expect(mail.encrypted).toBe(true);
  return pattern.exec(mail.text)?.[0] ?? "";
}

test("the link to a new address makes it count, and the old one is told", async ({ browser, guard }) => {
  guard.allow(/status of 422/);
  const owner = await visitor(browser, guard);
  await setUp(owner, installation.setupLink);
  await owner.goto("/account");
  await owner.locator("#email").getByLabel("Neue E-Mail-Adresse").fill(NEW_ADDRESS);
  await owner.locator("#email").getByRole("button", { name: "Link anfordern" }).click();
  await expect(owner.locator(".notice--success")).toContainText("Wenn diese Adresse frei ist");
  const address = await link(NEW_ADDRESS, "/account/email/confirm");

  await owner.goto(address);
  await owner.getByRole("button", { name: "Adresse übernehmen" }).click();
  await expect(owner.locator("main")).toContainText(`Angemeldet als ${NEW_ADDRESS}`);
  await relay.mail(ACCOUNT.email, /Adresse/);

  // The old address opens nothing any more, the new one does.
  const again = await visitor(browser, guard);
  await firstStep(again, ACCOUNT.email, ACCOUNT.password);
  await expect(again.getByRole("alert")).toBeVisible();
  await firstStep(again, NEW_ADDRESS, ACCOUNT.password);
  await expect(again).toHaveURL(/\/projects$/);

  // The link worked once.
  await again.goto(address);
  await again.getByRole("button", { name: "Adresse übernehmen" }).click();
  await expect(again.getByRole("alert")).toBeVisible();
});

test("an invitation comes by mail, and a forgotten password is replaced by mail", async ({ browser, guard }) => {
  guard.allow(/status of 422/);
  const owner = await visitor(browser, guard);
  await firstStep(owner, NEW_ADDRESS, ACCOUNT.password);
  await expect(owner).toHaveURL(/\/projects$/);
  await owner.goto("/invitations");
  await owner.locator('input[name="email"]').fill(GUEST);
  await owner.getByRole("button", { name: "Einladen" }).click();
  await expect(owner.locator(".notice--success")).toContainText("Der Link wurde verschickt an");
  // Whoever invites never sees the link.
  await expect(owner.locator("code.secret")).toHaveCount(0);

  const guest = await visitor(browser, guard);
  await guest.goto(await link(GUEST, "/invitation"));
  await guest.locator('input[name="name"]').fill("Gesa Gast");
  await guest.locator('input[name="password"]').fill(INVITED_PASSWORD);
  await guest.getByRole("button", { name: "Konto anlegen" }).click();
  await expect(guest).toHaveURL(/\/projects$/);

  const forgetful = await visitor(browser, guard);
  await forgetful.goto("/sign-in");
  await forgetful.getByRole("link", { name: /Passwort vergessen/ }).click();
  await forgetful.locator('input[name="email"]').fill(GUEST);
  await forgetful.getByRole("button", { name: "Link anfordern" }).click();
  await expect(forgetful.locator(".notice--success")).toContainText("Wenn es zu dieser Adresse ein Konto gibt");
  await forgetful.goto(await link(GUEST, "/reset/password"));
  await forgetful.locator('input[name="password"]').fill(OTHER_PASSWORD);
  await forgetful.getByRole("button", { name: "Passwort setzen" }).click();
  await expect(forgetful).toHaveURL(/\/reset\/password|\/sign-in/);
  await relay.mail(GUEST, /Passwort/);

  // The session from before the change has ended.
  await guest.goto("/projects");
  await expect(guest).toHaveURL(/\/sign-in/);
  await firstStep(forgetful, GUEST, INVITED_PASSWORD);
  await expect(forgetful.getByRole("alert")).toBeVisible();
  await firstStep(forgetful, GUEST, OTHER_PASSWORD);
  await expect(forgetful).toHaveURL(/\/projects$/);
  expect(installation.log()).not.toContain(GUEST);
});
