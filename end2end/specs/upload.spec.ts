import { expect, test } from "../fixtures/guard";
import { accessibleInBothThemes, pictures } from "../fixtures/look";
import { cell, openEmpty, saved, type } from "../fixtures/workspace";

test("a metered profile is checked, shown and used", async ({ page }) => {
  await openEmpty(page, "Zähler");
  await page.getByRole("button", { name: "Gebäude", exact: true }).click();
  await type(page, 0, 2, "1000");
  const header = "Zeitstempel;Leistung [kW]\n";
  const lines: string[] = [];
  for (let hour = 0; hour < 8760; hour += 1) {
    const at = new Date(Date.UTC(2023, 0, 1, hour));
    const pad = (number: number) => String(number).padStart(2, "0");
    const stamp = `${pad(at.getUTCDate())}.${pad(at.getUTCMonth() + 1)}.2023 ${pad(at.getUTCHours())}:00`;
    lines.push(`${stamp};${(10 + (hour % 24) / 10).toFixed(1).replace(".", ",")}`);
  }
  await page.locator('.grid__head [role="columnheader"]', { hasText: "Jahresenergie" }).last().waitFor();
  const columns = await page.locator(".grid__head .grid__row").last().locator('[role="columnheader"]').count();
  await cell(page, 0, columns - 3).click();
  await page.getByRole("button", { name: /^Lastg/ }).first().click();
  const dialog = page.getByRole("dialog", { name: "Lastgänge" });
  await expect(dialog).toBeVisible();
  const file = dialog.locator('input[type="file"]');
  await file.setInputFiles({ name: "schlecht.csv", mimeType: "text/csv", buffer: Buffer.from(`${header}01.01.2023 00:00;abc\n`) });
  await expect(dialog.locator(".notice--danger")).toBeVisible();
  await file.setInputFiles({ name: "zaehler.csv", mimeType: "text/csv", buffer: Buffer.from(header + lines.join("\n")) });
  await expect(dialog.locator(".import__facts").or(dialog.locator(".field--open")).first()).toBeVisible();
  const clock = dialog.getByLabel("Zeitzone der Zeitstempel");
  await expect(clock).toBeVisible();
  await clock.selectOption({ label: "immer Winterzeit (UTC+1)" });
  await expect(dialog.locator(".notice--danger")).toHaveCount(0);
  const preview = dialog.locator(".import__preview");
  await expect(preview).toBeVisible();
  await expect.poll(() => preview.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expect(dialog.locator(".import__facts")).toContainText("MWh");
  await pictures(page, "upload", "de");

  // Whoever answers by keys is still at the question when it comes back answered.
  await clock.focus();
  const again = page.waitForResponse("**/api/upload/examine");
  await page.keyboard.press("ArrowDown");
  await again;
  await expect(dialog.locator(".import__facts")).not.toContainText("immer Winterzeit");
  await expect(clock).toBeFocused();
  await clock.selectOption({ label: "immer Winterzeit (UTC+1)" });
  await expect(dialog.locator(".import__facts")).toContainText("immer Winterzeit (UTC+1)");

  // A name that is typed while the file is read once more stays, and so does the cursor.
  const name = dialog.locator("#profile-name");
  await expect(name).not.toHaveValue("");
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/upload/examine", async (route) => {
    await held;
    await route.continue();
  });
  const read = page.waitForResponse("**/api/upload/examine");
  await clock.selectOption({ label: "immer Winterzeit (UTC+1)" });
  await name.fill("Zähler Rathaus");
  release();
  await read;
  await page.unroute("**/api/upload/examine");
  await expect(dialog.getByRole("button", { name: "Übernehmen" })).toBeEnabled();
  await expect(name).toHaveValue("Zähler Rathaus");
  await expect(name).toBeFocused();
  await dialog.getByRole("button", { name: "Übernehmen" }).click();
  await saved(page);
  await expect(page.locator(".grid__cell", { hasText: "Zähler Rathaus" })).toBeVisible();

  // The library shows the profile, who uses it, and gives the original back.
  await page.getByRole("button", { name: /^Lastg/ }).first().click();
  const entry = dialog.locator(".library__entry", { hasText: "Zähler Rathaus" });
  await expect(entry).toContainText("Verwendet von");
  const download = page.waitForEvent("download");
  await entry.getByRole("link", { name: "Original" }).click();
  expect((await download).suggestedFilename()).toBe("zaehler.csv");
  await entry.getByRole("button", { name: "Synthetisch nachbilden" }).click();
  await expect(dialog.locator(".library__entry .tag")).toHaveText("synthetisch");
  await accessibleInBothThemes(page, "library");
  await entry.first().getByRole("button", { name: "Umbenennen" }).click();
  await dialog.getByLabel("Name des Lastgangs").fill("Rathaus 2023");
  await page.keyboard.press("Enter");
  await expect(dialog.locator(".library__name", { hasText: "Rathaus 2023" })).toBeVisible();
  await pictures(page, "library", "de");
  const renamed = dialog.locator(".library__entry", { hasText: "Rathaus 2023" });
  await renamed.getByRole("button", { name: "Löschen" }).click();
  await expect(renamed.getByRole("alert")).toBeVisible();
  await renamed.getByRole("button", { name: "Wirklich löschen" }).click();
  await expect(renamed).toHaveCount(0);
});

test("key figures become a profile that is marked as synthetic", async ({ page }) => {
  await openEmpty(page, "Kennzahlen");
  await page.getByRole("button", { name: "Gebäude", exact: true }).click();
  await type(page, 0, 2, "1000");
  const columns = await page.locator(".grid__head .grid__row").last().locator('[role="columnheader"]').count();
  const profile = cell(page, 0, columns - 2);
  await profile.click();
  await page.getByRole("button", { name: /^Lastgänge/ }).first().click();
  const dialog = page.getByRole("dialog", { name: "Lastgänge" });
  await dialog.locator("summary", { hasText: "aus Kennzahlen" }).click();
  await dialog.getByLabel("Jahresenergie (kWh/a)").fill("120.000");
  await dialog.getByLabel("Spitzenlast (kW)").fill("5");
  await expect(dialog.getByLabel("Volllaststunden (h/a)")).toHaveValue("24.000");
  await dialog.getByRole("button", { name: "Lastgang erzeugen" }).click();
  await expect(dialog.getByRole("alert").first()).toContainText("unter der mittleren Leistung");
  await dialog.getByLabel("Volllaststunden (h/a)").fill("3000");
  await dialog.getByLabel("Spitzenlast (kW)").fill("40");
  await expect(dialog.getByLabel("Jahresenergie (kWh/a)")).toHaveValue("120.000");
  await dialog.getByLabel("Name", { exact: true }).last().fill("Bäckerei");
  await accessibleInBothThemes(page, "key figures");
  await pictures(page, "key-figures", "de", [1440, 360]);
  await dialog.getByRole("button", { name: "Lastgang erzeugen" }).click();
  await expect(dialog).toBeHidden();
  await expect(profile).toHaveText("≈ Bäckerei");
  await expect(profile).toHaveAttribute("title", /Synthetischer Lastgang Bäckerei/);
  await expect(page.locator(".chart__caption")).toContainText("Enthält synthetische Lastgänge.");
  // There is a legend as soon as there is something to tell apart.
  await type(page, 0, 3, "50000");
  await expect(page.locator(".chart__legend-item", { hasText: "mit synthetischem Lastgang" })).toBeVisible();
  await saved(page);
});
