import { expect, test, type Browser, type Locator, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { ACCOUNT, confirm, invited, setUp } from "../fixtures/account";
import { accessibleInBothThemes, inEnglish, pictures } from "../fixtures/look";
import { Installation } from "../fixtures/server";
import { createSample } from "../fixtures/workspace";

// A server of its own: who belongs to the organisation and what is to be reviewed are known here to the last row.
// Pictures of long pages in two themes and widths take their time.
test.describe.configure({ mode: "serial", timeout: 300_000 });

const REVIEWER = { email: "pruefer@example.org", name: "Paula Prüfer" };
const COLLEAGUE = { email: "kollege@example.org", name: "Karl Kollege" };
const NOTE = "Mit Karl und Paula besprochen";

let installation: Installation;
let owner: Page;
let reviewer: Page;
let colleague: Page;
let project: string;

test.beforeAll(async ({ browser }) => {
  installation = await Installation.start("administration");
  const { origin, setupLink: link } = installation;
  owner = await newPage(browser, origin);
  await setUp(owner, link);
  project = new URL(await createSample(owner)).pathname;
  reviewer = await invited(owner, browser, REVIEWER.email, REVIEWER.name);
  colleague = await invited(owner, browser, COLLEAGUE.email, COLLEAGUE.name);
});

test.afterAll(async () => {
  for (const page of [owner, reviewer, colleague]) {
    await page?.context().close();
  }
  await installation?.stop();
});

async function newPage(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  return context.newPage();
}

/** The row of somebody on the page of the members. */
function row(page: Page, person: { email: string }): Locator {
  return page.locator("tbody tr").filter({ hasText: person.email });
}

/** Gives somebody a role in the organisation, as its owner. */
async function setRole(person: { email: string }, role: string): Promise<void> {
  await owner.goto("/members");
  await row(owner, person).locator('select[name="role"]').selectOption(role);
  // The list already says what was chosen; what counts is that the server sends it again.
  const again = owner.waitForResponse((answer) => answer.request().method() === "GET" && answer.url().endsWith("/members"));
  await row(owner, person).getByRole("button", { name: "Ändern" }).click();
  await again;
  await expect(row(owner, person).locator('select[name="role"]')).toHaveValue(role);
}

test("a change of role acts on the next click of the other person", async () => {
  await colleague.goto("/members");
  await expect(colleague.getByRole("heading", { level: 1 })).not.toHaveText("Mitglieder");
  await colleague.goto(project);
  await expect(colleague.locator(".grid")).toHaveCount(0);

  await setRole(COLLEAGUE, "administrator");
  await colleague.goto("/members");
  await expect(colleague.getByRole("heading", { level: 1 })).toHaveText("Mitglieder");
  // Administrators neither touch owners nor demand a second factor.
  await expect(row(colleague, ACCOUNT).locator("select")).toHaveCount(0);
  await expect(colleague.locator("#second-factor")).toHaveCount(0);
  await colleague.goto(project);
  await expect(colleague.locator(".grid")).toBeVisible();

  await setRole(COLLEAGUE, "guest");
  await colleague.goto("/members");
  await expect(colleague.getByRole("heading", { level: 1 })).not.toHaveText("Mitglieder");
  await colleague.goto(project);
  await expect(colleague.locator(".grid")).toHaveCount(0);
});

test("the members and what they may do are shown", async () => {
  await setRole(REVIEWER, "administrator");
  await expect(owner.locator("tbody tr")).toHaveCount(3);
  await accessibleInBothThemes(owner, "members");
  await pictures(owner, "members", "de", [1440, 360]);
  await inEnglish(owner, "members");

  // Nobody is removed with one click: a page says first what the person loses.
  await row(owner, COLLEAGUE).getByRole("link", { name: "Entfernen" }).click();
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText("Mitglied entfernen");
  await expect(owner.locator(".notice--danger")).toContainText(COLLEAGUE.name);
  await accessibleInBothThemes(owner, "question before a member is removed");
  await pictures(owner, "remove-member", "de", [1440, 360]);
  await owner.getByRole("link", { name: "Abbrechen" }).click();
  await expect(row(owner, COLLEAGUE)).toHaveCount(1);

  await owner.getByRole("link", { name: "Alle Rechte" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Rechte" })).toBeVisible();
  await accessibleInBothThemes(owner, "permissions");
  await pictures(owner, "permissions", "de", [1440, 360]);
  await inEnglish(owner, "permissions");

  await owner.goto("/projects");
  await owner.locator(".topbar .menu summary").click();
  await expect(owner.getByRole("link", { name: "Anmeldung mit Firmenkonto" })).toBeVisible();
  await pictures(owner, "account-menu", "de", [1440, 360]);
});

test("somebody else reviews what the owner did, with a note", async () => {
  // Whoever caused an event does not review it.
  await owner.goto("/audit");
  const changes = (page: Page) => page.locator("#unreviewed .rows__row").filter({ hasText: "Rolle geändert" });
  await expect(changes(owner)).toHaveCount(3);
  await expect(changes(owner).first()).toContainText("jemand anderes prüft");
  await expect(changes(owner).locator("form")).toHaveCount(0);

  await reviewer.goto("/audit");
  await expect(changes(reviewer)).toHaveCount(3);
  await accessibleInBothThemes(reviewer, "audit");
  await pictures(reviewer, "audit", "de", [1440, 360]);
  await inEnglish(reviewer, "audit");
  await changes(reviewer).first().locator('input[name="note"]').fill(NOTE);
  await changes(reviewer).first().getByRole("button", { name: "Als geprüft vermerken" }).click();
  await expect(reviewer).toHaveURL(/\/audit/);
  await expect(changes(reviewer)).toHaveCount(2);

  // The owner sees who has looked at it.
  await owner.goto("/audit");
  const reviewed = owner.locator("#events tbody tr").filter({ hasText: "Rolle geändert" }).filter({ hasText: NOTE });
  await expect(reviewed).toHaveCount(1);
  await expect(reviewed.locator("td").last()).toContainText(REVIEWER.name);
});

test("the log leaves as a file, for those who have confirmed who they are", async () => {
  await owner.goto("/confirm?next=/audit");
  await accessibleInBothThemes(owner, "confirm");
  await pictures(owner, "confirm", "de", [1440, 360]);
  await confirm(owner);
  await expect(owner).toHaveURL(/\/audit$/);
  const begun = owner.waitForEvent("download");
  await owner.getByRole("link", { name: "Als CSV-Datei" }).click();
  const file = readFileSync(await (await begun).path(), "utf8");
  expect(file).toContain("privilege_permissions_changed");
  expect(file).toContain(NOTE);
});

test("a second factor that the owner requires is asked of everybody at once", async () => {
  await owner.goto("/members");
  await owner.getByRole("button", { name: "Von allen Mitgliedern verlangen" }).click();
  await expect(owner).toHaveURL(/\/account$/);
  for (const page of [owner, colleague]) {
    await page.goto("/projects");
    await expect(page).toHaveURL(/\/account$/);
    await expect(page.getByText("verlangt einen zweiten Faktor")).toBeVisible();
  }
  await accessibleInBothThemes(colleague, "account without the factor that is required");
  await pictures(colleague, "account-factor-required", "de", [1440, 360]);
});
