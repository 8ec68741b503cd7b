import { expect, test } from "../fixtures/guard";
import { signIn, signOut } from "../fixtures/account";
import { createSample } from "../fixtures/workspace";

// The wasm is preloaded for the script that this browser does not run.
const UNUSED_PRELOAD = /preloaded using link preload but not used/;

test("without JavaScript projects can be created, opened and exported", async ({ page, guard }) => {
  guard.allow(UNUSED_PRELOAD);
  await page.goto("/projects");
  await page.locator("summary", { hasText: "Projektdatei öffnen" }).click();
  await expect(page.locator('input[type="file"].input')).toBeVisible();
  await page.locator("summary", { hasText: "Neues Projekt" }).click();
  await page.locator('form[action="/projects"] input[name="name"]').fill("Ohne Skript");
  await page.locator('form[action="/projects"] button').click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}$/);
  const answer = await page.request.get(`${new URL(page.url()).pathname}/export`);
  expect(answer.status()).toBe(200);
});

test("without JavaScript people sign in, read and change their account, and sign out", async ({ page }) => {
  await page.context().clearCookies();
  await signIn(page);
  for (const address of ["/members", "/invitations", "/audit", "/account/events", "/permissions", "/security"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await page.goto("/account");
  const preferences = page.locator('form[action="/account"]');
  await preferences.locator('select[name="theme"]').selectOption("dark");
  await preferences.getByRole("button").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.locator('form[action="/account"] select[name="theme"]').selectOption("auto");
  await page.locator('form[action="/account"]').getByRole("button").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "auto");
  await signOut(page);
});

test("without JavaScript the workspace shows table, figures and charts of the server, on paper too", async ({ page, guard }) => {
  guard.allow(UNUSED_PRELOAD);
  await page.goto(await createSample(page));
  await expect(page.locator(".unscripted")).toContainText("braucht JavaScript und WebAssembly");
  await expect(page.locator(".unscripted")).toBeVisible();
  await expect(page.locator("#cell-0-0")).not.toBeEmpty();
  const image = page.locator("img.chart__first");
  await expect(image).toBeVisible();
  const answer = await page.request.get((await image.getAttribute("src")) ?? "");
  expect(answer.headers()["content-type"]).toContain("image/svg+xml");
  // On a narrow screen, too, nothing is behind a tab that only a script could open.
  await page.setViewportSize({ width: 360, height: 780 });
  for (const media of ["screen", "print"] as const) {
    await page.emulateMedia({ media });
    await expect(image).toBeVisible();
    await expect(page.locator(".kpi__value").first()).toContainText(/\d/);
    await expect(page.locator(".kpi__note").nth(1)).toBeVisible();
    await expect(page.locator(".chart__caption")).toContainText("Spitzenlast");
    await expect(page.locator(".grid__total")).toContainText(/\d/);
    await expect(page.locator(".plain table")).toContainText("Raumwärme");
    await expect(page.locator(".plain img")).toHaveCount(4);
  }
});
