import { expect, test } from "../fixtures/guard";

test("without JavaScript projects can be created, opened and exported", async ({ page }) => {
  await page.goto("/projects");
  await page.locator("summary", { hasText: "Neues Projekt" }).click();
  await page.locator('form[action="/projects"] input[name="name"]').fill("Ohne Skript");
  await page.locator('form[action="/projects"] button').click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}$/);
  const answer = await page.request.get(`${new URL(page.url()).pathname}/export`);
  expect(answer.status()).toBe(200);
});

test("without JavaScript the workspace shows the table and the chart of the server", async ({ page }) => {
  await page.request.post("/projects/sample", { headers: { "sec-fetch-site": "same-origin" } });
  await page.goto("/projects");
  await page.locator(".card__title a").first().click();
  await expect(page.locator("#cell-0-0")).not.toBeEmpty();
  const image = page.locator("img.chart__first");
  await expect(image).toBeVisible();
  const answer = await page.request.get((await image.getAttribute("src")) ?? "");
  expect(answer.headers()["content-type"]).toContain("image/svg+xml");
});
