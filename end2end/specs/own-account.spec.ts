import type { Browser, Page } from "@playwright/test";
import { ACCOUNT, firstStep, invited, INVITED_PASSWORD, setUp } from "../fixtures/account";
import { expect, test, type Guard } from "../fixtures/guard";
import { accessibleInBothThemes, looked, pictures } from "../fixtures/look";
import { freePort, Installation } from "../fixtures/server";
import { createSample, ready } from "../fixtures/workspace";

// Pictures of long pages in two themes, languages and widths take their time.
test.describe.configure({ timeout: 90_000 });

const TITLE = "Neu zur Sicherheit Ihres Kontos";
const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1";
const OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
const TABLET = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1";

/** A browser of its own, nobody signed in. */
async function another(
  browser: Browser,
  guard: Guard,
  origin: string,
  options: { userAgent?: string; javaScriptEnabled?: boolean } = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, storageState: { cookies: [], origins: [] }, ...options });
  const page = await context.newPage();
  await guard.watch(page, origin, options.javaScriptEnabled !== false);
  return page;
}

function notices(page: Page) {
  return page.getByRole("region", { name: TITLE });
}

test("without a relay the address stays, and the page says why", async ({ page, browser, guard, baseURL }) => {
  const person = await invited(page, browser, "adresse@example.org", "Adele Adresse");
  await guard.watch(person, baseURL ?? "");
  await person.goto("/account");
  await expect(person.locator("#email")).toContainText("Dieser Server verschickt keine E-Mails");
  await expect(person.locator("#email form")).toHaveCount(0);
  await looked(person, "account-whole");
});

test("a new address is asked for, and only its link makes it count", async ({ browser, guard }) => {
  guard.allow(/status of 422/);
  // The relay is down: that shows in the log of the server, and not to whoever asks.
  const relay = ["--smtp-host", "localhost", "--smtp-port", String(await freePort()), "--mail-from", "Lastgang <lastgang@example.org>"];
  const installation = await Installation.start("relay", relay);
  try {
    const owner = await another(browser, guard, installation.origin);
    await setUp(owner, installation.setupLink);
    await owner.goto("/account");
    const section = owner.locator("#email");
    await section.scrollIntoViewIfNeeded();
    await accessibleInBothThemes(owner, "account with a field for a new address");
    await pictures(owner, "account-email", "de", [1280, 360], true);
    await section.getByLabel("Neue E-Mail-Adresse").fill("neu@example.org");
    await section.getByRole("button", { name: "Link anfordern" }).click();
    await expect(owner.locator(".notice--success")).toContainText("Wenn diese Adresse frei ist");
    await expect(owner.locator("main")).toContainText(`Angemeldet als ${ACCOUNT.email}`);
    await accessibleInBothThemes(owner, "account after the link was sent");
    await pictures(owner, "account-email-sent", "de", [1280, 360]);
    await installation.line(/(a mail was not sent)/);
    expect(installation.log()).not.toContain("neu@example.org");
    expect(installation.log()).not.toContain("/account/email/confirm");

    await owner.goto("/account/email/confirm#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    await expect(owner.locator('input[name="token"]')).toBeHidden();
    await looked(owner, "email-confirm");
    await owner.goto("/account");
    await owner.goto("/account/email/confirm#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    await owner.getByRole("button", { name: "Adresse übernehmen" }).click();
    await expect(owner.getByRole("alert")).toContainText("Link");
    await accessibleInBothThemes(owner, "wrong link to a new address");
    await pictures(owner, "email-confirm-wrong", "de", [1280, 360]);

    // Nobody leaves an organisation without an owner behind.
    await owner.goto("/account");
    await owner.locator("#delete").getByRole("link", { name: "Konto löschen …" }).click();
    await expect(owner.getByRole("button", { name: "Endgültig löschen" })).toHaveCount(0);
    await expect(owner.getByRole("alert")).toBeVisible();
    await looked(owner, "delete-account-impossible");
    await owner.context().close();
  } finally {
    await installation.stop();
  }
});

test("a person deletes the own account by typing its address", async ({ page, browser, guard, baseURL }) => {
  guard.allow(/status of 422/);
  const email = "geht@example.org";
  const person = await invited(page, browser, email, "Gerda Geht");
  await guard.watch(person, baseURL ?? "");
  await person.goto("/account");
  await person.getByRole("link", { name: "Konto löschen …" }).click();
  await expect(person.getByRole("heading", { level: 1 })).toHaveText("Konto löschen");
  await looked(person, "delete-account");
  await person.getByLabel("Tippen Sie zur Bestätigung").fill("bleibt@example.org");
  await person.getByRole("button", { name: "Endgültig löschen" }).click();
  await expect(person.locator(".field__error")).toContainText("stimmt nicht überein");
  await accessibleInBothThemes(person, "wrong address typed");
  await pictures(person, "delete-account-wrong", "de", [1280, 360]);
  await person.getByLabel("Tippen Sie zur Bestätigung").fill(email);
  await person.getByRole("button", { name: "Endgültig löschen" }).click();
  await expect(person).toHaveURL(/\/$/);
  const cookies = await person.context().cookies();
  expect(cookies.filter((cookie) => cookie.name === "__Host-lastgang")).toEqual([]);
  await person.goto("/projects");
  await expect(person).toHaveURL(/\/sign-in/);
  await firstStep(person, email);
  await expect(person.getByRole("alert")).toContainText("passen nicht zusammen");
  await page.goto("/members");
  await expect(page.locator("main")).not.toContainText(email);
});

test("a new device is news to the other session until it is put away", async ({ page, browser, guard, baseURL }) => {
  const [email, origin] = ["neues-geraet@example.org", baseURL ?? ""];
  const here = await invited(page, browser, email, "Nora Neu");
  await guard.watch(here, origin);
  const project = await createSample(here);
  await here.goto("/projects");
  await expect(notices(here)).toHaveCount(0);

  const phone = await another(browser, guard, origin, { userAgent: PHONE });
  await firstStep(phone, email);
  await expect(phone).toHaveURL(/\/projects$/);
  await expect(notices(phone)).toHaveCount(0);

  await here.goto("/projects");
  await expect(notices(here)).toContainText("Neues Gerät angemeldet");
  await expect(notices(here)).toContainText("Safari iPhone");
  const menu = here.locator(".topbar .menu summary");
  await expect(menu.locator(".badge")).toHaveText("1 neue Sicherheitshinweise");
  await looked(here, "notices");
  await menu.click();
  await pictures(here, "notices-menu", "de", [1280, 360]);
  await here.getByRole("link", { name: "Sicherheitshinweise" }).click();
  await expect(here).toHaveURL(/\/account\/events$/);
  // Looking at it puts nothing away.
  await expect(notices(here)).toBeVisible();
  await looked(here, "notices-events");

  // The workspace has no room for the notices: there the menu says how many there are.
  await here.goto(project);
  await ready(here);
  await expect(notices(here)).toHaveCount(0);
  await expect(menu.locator(".badge")).toBeVisible();
  await accessibleInBothThemes(here, "workspace with a notice");
  await pictures(here, "notices-workspace", "de", [1280, 360]);

  await here.goto("/account");
  await notices(here).getByRole("button", { name: "Gelesen" }).click();
  await expect(here).toHaveURL(/\/account$/);
  await expect(notices(here)).toHaveCount(0);
  await expect(menu.locator(".badge")).toHaveCount(0);
  await phone.goto("/projects");
  await expect(notices(phone)).toHaveCount(0);
  for (const done of [here, phone]) {
    await done.context().close();
  }
});

test("without JavaScript notices are shown and put away, too", async ({ page, browser, guard, baseURL }) => {
  const [email, origin] = ["ohne-skript@example.org", baseURL ?? ""];
  await (await invited(page, browser, email, "Otto Ohneskript")).context().close();
  const office = await another(browser, guard, origin, { userAgent: OFFICE, javaScriptEnabled: false });
  await firstStep(office, email, INVITED_PASSWORD);
  await expect(office).toHaveURL(/\/projects$/);
  const tablet = await another(browser, guard, origin, { userAgent: TABLET });
  await firstStep(tablet, email);
  await expect(tablet).toHaveURL(/\/projects$/);

  await office.goto("/account/events");
  await expect(notices(office)).toContainText("Safari iPad");
  await notices(office).getByRole("button", { name: "Gelesen" }).click();
  await expect(office).toHaveURL(/\/account\/events$/);
  await expect(notices(office)).toHaveCount(0);
  await expect(office.locator(".topbar .menu summary .badge")).toHaveCount(0);
  for (const done of [office, tablet]) {
    await done.context().close();
  }
});
