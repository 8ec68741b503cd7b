import { expect, test } from "../fixtures/guard";
import { accessibleInBothThemes, pictures } from "../fixtures/look";
import { openEmpty, openSample, ready } from "../fixtures/workspace";

test("an empty list offers the sample district, which then has a card", async ({ page }) => {
  await page.goto("/projects");
  if (await page.locator(".empty").isVisible()) {
    await accessibleInBothThemes(page, "projects, empty");
    await pictures(page, "projects-empty", "de");
    await page.getByRole("button", { name: "Musterquartier öffnen" }).click();
    await ready(page);
  } else {
    await openSample(page);
  }
  await page.goto("/projects");
  const card = page.locator(".card").first();
  await expect(card).toContainText("Musterquartier");
  await expect(card).toContainText(/\d+ Gebäude/);
  await expect(card).toContainText(/[MG]Wh\/a/);
  await expect(card.locator(".card__spark path")).toHaveAttribute("d", /^M/);
  await accessibleInBothThemes(page, "projects");
  await pictures(page, "projects", "de", [1440, 360]);
});

test("a project is created, renamed, duplicated and deleted", async ({ page, guard }) => {
  guard.allow(/status of 422/);
  await openEmpty(page, "Hafenviertel");
  await page.goto("/projects");
  const card = page.locator(".card", { hasText: "Hafenviertel" });
  await card.locator("summary").click();
  await card.locator('input[name="name"]:visible').fill("Hafenviertel Nord");
  await card.locator('form[action$="/rename"] button').click();
  const renamed = page.locator(".card", { hasText: "Hafenviertel Nord" });
  await renamed.locator("summary").click();
  await renamed.getByRole("button", { name: "Duplizieren" }).click();
  await page.goto("/projects");
  const copy = page.locator(".card", { hasText: "Hafenviertel Nord (Kopie)" });
  await copy.locator("summary").click();
  await copy.getByRole("link", { name: /Löschen/ }).click();
  await page.locator('input[name="typed_name"]').fill("falsch");
  await page.locator(".button--danger").click();
  await expect(page.locator(".field__error")).toContainText("stimmt nicht überein");
  await pictures(page, "delete-project", "de");
  await page.locator('input[name="typed_name"]').fill("Hafenviertel Nord (Kopie)");
  await page.locator(".button--danger").click();
  await expect(page).toHaveURL(/\/projects$/);
  await expect(page.locator(".card", { hasText: "(Kopie)" })).toHaveCount(0);
});

test("a project file goes out and comes back in", async ({ page }) => {
  await openSample(page);
  const id = new URL(page.url()).pathname;
  const answer = await page.request.get(`${id}/export`);
  expect(answer.headers()["content-disposition"]).toContain("attachment");
  const file = await answer.body();
  expect(JSON.parse(file.toString()).format).toBe("lastgang-project");
  await page.goto("/projects");
  await page.locator("summary", { hasText: "Projektdatei öffnen" }).click();
  // The field speaks the language of the page, not that of the browser.
  const field = page.locator(".file");
  await expect(field).toContainText("Datei auswählenKeine Datei ausgewählt");
  await page.keyboard.press("Tab");
  await expect(page.locator('input[name="file"]')).toBeFocused();
  await expect(field).toHaveCSS("outline-style", "solid");
  await accessibleInBothThemes(page, "file field");
  await page.locator('input[name="file"]').setInputFiles({ name: "projekt.json", mimeType: "application/json", buffer: file });
  await expect(field).toContainText("projekt.json");
  await page.locator('form[action="/projects/import"] button').click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}$/);
  await expect(page.locator("#cell-0-0")).not.toBeEmpty();
});

test("a project of nobody is not found", async ({ page, guard }) => {
  guard.allow(/status of 404/);
  const answer = await page.goto("/projects/00000000-0000-4000-8000-000000000000");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading")).toContainText("Nicht gefunden");
  await pictures(page, "not-found", "de");
});
