import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { invited, INVITED_PASSWORD } from "../fixtures/account";
import { expect, test } from "../fixtures/guard";
import { accessibleInBothThemes, pictures } from "../fixtures/look";

/** The code of an authenticator app (RFC 6238) at a time, ms. */
function code(secret: string, at: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", key).update(step).digest();
  const start = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function firstStep(page: Page, email: string, password = INVITED_PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('main button[type="submit"]').click();
}

async function signOut(page: Page): Promise<void> {
  await page.locator(".topbar .menu summary").click();
  await page.getByRole("button", { name: "Abmelden" }).click();
  await expect(page).toHaveURL(/\/$/);
}

/** A device that keeps passkeys and recognises its owner. */
async function withAuthenticator(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

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
