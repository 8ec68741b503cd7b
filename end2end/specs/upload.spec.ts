import { expect, test } from "../fixtures/guard";
import { pictures } from "../fixtures/look";
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
  await page.getByRole("button", { name: "Lastgang", exact: true }).click();
  const file = page.locator('.import input[type="file"]');
  await file.setInputFiles({ name: "schlecht.csv", mimeType: "text/csv", buffer: Buffer.from(`${header}01.01.2023 00:00;abc\n`) });
  await expect(page.locator(".notice--danger")).toBeVisible();
  await file.setInputFiles({ name: "zaehler.csv", mimeType: "text/csv", buffer: Buffer.from(header + lines.join("\n")) });
  const choice = page.getByRole("button", { name: "Immer Winterzeit (UTC+1)" });
  await expect(page.locator(".import__preview").or(choice).first()).toBeVisible();
  if (await choice.isVisible()) await choice.click();
  await expect(page.locator(".import__preview")).toBeVisible();
  await expect(page.locator(".import .facts")).toContainText("MWh");
  await pictures(page, "upload", "de");
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await saved(page);
  await expect(page.locator(".grid__cell", { hasText: "zaehler" })).toBeVisible();
});
