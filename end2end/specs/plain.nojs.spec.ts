import { expect, test } from "../fixtures/guard";
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

test("without JavaScript the workspace shows the table and the chart of the server", async ({ page, guard }) => {
  guard.allow(UNUSED_PRELOAD);
  await page.goto(await createSample(page));
  await expect(page.locator("#cell-0-0")).not.toBeEmpty();
  const image = page.locator("img.chart__first");
  await expect(image).toBeVisible();
  const answer = await page.request.get((await image.getAttribute("src")) ?? "");
  expect(answer.headers()["content-type"]).toContain("image/svg+xml");
});
