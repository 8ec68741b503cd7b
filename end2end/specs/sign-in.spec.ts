import { ACCOUNT, signIn } from "../fixtures/account";
import { expect, test } from "../fixtures/guard";
import { accessibleInBothThemes, pictures } from "../fixtures/look";

test.use({ storageState: { cookies: [], origins: [] } });

test("the start page leads to the sign-in, in both languages", async ({ page }) => {
  await page.goto("/");
  await accessibleInBothThemes(page, "start");
  await pictures(page, "start", "de", [1440, 360]);
  await page.locator('button[name="locale"]').click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await pictures(page, "start", "en");
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await accessibleInBothThemes(page, "sign-in");
  await pictures(page, "sign-in", "en", [1440, 360]);
});

test("strangers read what is promised about security", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Sicherheit", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sicherheit" })).toBeVisible();
  await accessibleInBothThemes(page, "security");
  await pictures(page, "security", "de", [1440, 360]);
});

test("a wrong password is refused without a word about the account, and the address stays", async ({ page, guard }) => {
  guard.allow(/status of 422/);
  await page.goto("/sign-in");
  await page.locator('input[name="email"]').fill(ACCOUNT.email);
  await page.locator('input[name="password"]').fill("ein falsches Passwort");
  await page.locator('main button[type="submit"]').click();
  await expect(page.getByRole("alert")).toContainText("passen nicht zusammen");
  await expect(page.locator('input[name="email"]')).toHaveValue(ACCOUNT.email);
  await expect(page.locator('input[name="password"]')).toHaveValue("");
  await pictures(page, "sign-in-error", "de");
});

test("whoever is not signed in comes back to the page after signing in", async ({ page }) => {
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.locator('input[name="email"]').fill(ACCOUNT.email);
  await page.locator('input[name="password"]').fill(ACCOUNT.password);
  await page.locator('main button[type="submit"]').click();
  await expect(page).toHaveURL(/\/account$/);
});

test("after signing out the pages are closed", async ({ page }) => {
  await signIn(page);
  await page.locator(".topbar .menu summary").click();
  await page.getByRole("button", { name: "Abmelden" }).click();
  await page.goto("/projects");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("the setup page says that there is an account already", async ({ page }) => {
  await page.goto("/setup#abc");
  await expect(page.getByRole("heading", { name: "Schon eingerichtet" })).toBeVisible();
  await expect(page.locator('input[name="token"]')).toHaveCount(0);
  await accessibleInBothThemes(page, "setup done");
});
