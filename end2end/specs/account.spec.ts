import type { Locator } from "@playwright/test";
import { firstStep, invitation, invited, signOut } from "../fixtures/account";
import { code, withAuthenticator } from "../fixtures/factor";
import { expect, test } from "../fixtures/guard";
import { accessibleInBothThemes, pictures } from "../fixtures/look";

/** Puts a text into a field as somebody does who copied it elsewhere. */
async function paste(field: Locator, text: string): Promise<void> {
  const notes = await field.page().context().newPage();
  await notes.setContent("<textarea></textarea>");
  await notes.locator("textarea").fill(text);
  await notes.keyboard.press("Control+a");
  await notes.keyboard.press("Control+c");
  await notes.close();
  await field.focus();
  await field.page().keyboard.press("Control+v");
  await expect(field).toHaveValue(text);
}

test("passwords are pasted, and words in lower case with blanks are enough", async ({ page, browser }) => {
  const [email, password] = ["einfuegen@example.org", "laterne magnet pfeffer dampfer"];
  const link = await invitation(page, email);
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const person = await context.newPage();
  await person.goto(link);
  await person.locator('input[name="name"]').fill("Ina Einfügen");
  await paste(person.locator('input[name="password"]'), password);
  await person.getByRole("button", { name: "Konto anlegen" }).click();
  await expect(person).toHaveURL(/\/projects$/);
  await signOut(person);

  await person.goto("/sign-in");
  await person.locator('input[name="email"]').fill(email);
  await paste(person.locator('input[name="password"]'), password);
  await person.locator('main button[type="submit"]').click();
  await expect(person).toHaveURL(/\/projects$/);

  // Every other field for a password takes what is pasted, and says to password managers what it is for.
  for (const address of ["/account", "/confirm?next=/account"]) {
    await person.goto(address);
    const fields = await person.locator('input[type="password"]').all();
    expect(fields.length, address).toBeGreaterThan(0);
    for (const field of fields) {
      await paste(field, password);
      await expect(field).toHaveAttribute("autocomplete", /^(current|new)-password$/);
    }
  }
  await context.close();
});

test("sessions are listed in plain words and ended from afar", async ({ page, browser }) => {
  const email = "sitzung@example.org";
  const here = await invited(page, browser, email);
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const there = await context.newPage();
  await firstStep(there, email);
  await here.goto("/account");
  const rows = here.locator("#sessions .rows__row");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "dieses Gerät" })).toHaveCount(1);
  await accessibleInBothThemes(here, "account");
  await pictures(here, "account", "de", [1440, 360]);
  await here.getByRole("button", { name: "Alle anderen Sitzungen beenden" }).click();
  await expect(rows).toHaveCount(1);
  await there.goto("/projects");
  await expect(there).toHaveURL(/\/sign-in/);
});

test("an authenticator app and a recovery code are the second step", async ({ page, browser }) => {
  const email = "app@example.org";
  const person = await invited(page, browser, email);
  await person.goto("/account");
  await person.getByRole("button", { name: "Authenticator-App hinzufügen" }).click();
  await expect(person.locator("svg.qr")).toBeVisible();
  await accessibleInBothThemes(person, "totp");
  await pictures(person, "totp", "de", [1440, 360]);
  const secret = ((await person.locator("code.secret").textContent()) ?? "").replaceAll(" ", "");
  await person.locator('input[name="code"]').fill(code(secret, Date.now()));
  await person.getByRole("button", { name: "Hinzufügen", exact: true }).click();
  const codes = await person.locator("code.secret").allTextContents();
  expect(codes).toHaveLength(10);
  await accessibleInBothThemes(person, "recovery-codes");
  await person.getByRole("link", { name: "Ich habe die Codes aufbewahrt" }).click();
  await signOut(person);

  await firstStep(person, email);
  await expect(person).toHaveURL(/\/sign-in\/second-step$/);
  await accessibleInBothThemes(person, "second-step");
  // The step of the code that added the app is used up; the next one is accepted early.
  await person.locator('input[name="code"]').fill(code(secret, Date.now() + 30_000));
  await person.locator('main button[type="submit"]').click();
  await expect(person).toHaveURL(/\/projects$/);
  await signOut(person);

  await firstStep(person, email);
  await person.locator('input[name="code"]').fill(codes[0] ?? "");
  await person.locator('main button[type="submit"]').click();
  await expect(person).toHaveURL(/\/projects$/);
});

test("a passkey signs in alone, as the second step, and confirms", async ({ page, browser }) => {
  const email = "passkey@example.org";
  const person = await invited(page, browser, email);
  await withAuthenticator(person);
  await person.goto("/account");
  await person.locator("#field-passkey").fill("Notebook");
  await person.getByRole("button", { name: "Passkey hinzufügen" }).click();
  await expect(person).toHaveURL(/\/account\/recovery-codes$/);
  await person.getByRole("link", { name: "Ich habe die Codes aufbewahrt" }).click();
  await expect(person.locator("#factors .rows__row").first()).toContainText("Notebook");
  await signOut(person);

  await person.goto("/sign-in");
  await person.getByRole("button", { name: "Mit Passkey anmelden" }).click();
  await expect(person).toHaveURL(/\/projects$/);
  await signOut(person);

  await firstStep(person, email);
  await person.getByRole("button", { name: "Mit Passkey fortfahren" }).click();
  await expect(person).toHaveURL(/\/projects$/);

  await person.goto("/confirm?next=/account");
  await accessibleInBothThemes(person, "confirm");
  await person.getByRole("button", { name: "Mit Passkey bestätigen" }).click();
  await expect(person).toHaveURL(/\/account$/);
});

test("a forgotten password is set by a link that the administrator passes on", async ({ page, browser, guard }) => {
  const email = "vergessen@example.org";
  await (await invited(page, browser, email)).context().close();
  await page.goto("/invitations");
  await page.locator('input[name="email"]').fill(email);
  await page.getByRole("button", { name: "Mitglied hat sein Passwort vergessen" }).click();
  await pictures(page, "invitations", "de", [1440, 360]);
  const link = (await page.locator("code.secret").textContent()) ?? "";
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const person = await context.newPage();
  await person.goto(link);
  await expect(person).toHaveURL(/\/reset\/password$/);
  await person.locator('input[name="password"]').fill("Laterne Magnet Pfeffer Dampfer");
  await person.getByRole("button", { name: "Passwort setzen" }).click();
  await expect(person.getByRole("status")).toContainText("neue Passwort gilt");
  guard.allow(/status of 422/);
  await firstStep(person, email);
  await expect(person.getByRole("alert")).toContainText("passen nicht zusammen");
  await firstStep(person, email, "Laterne Magnet Pfeffer Dampfer");
  await expect(person).toHaveURL(/\/projects$/);
});
