import { expect, test } from "../fixtures/guard";
import { accessibleInBothThemes, pictures } from "../fixtures/look";
import { cell, createSample, openEmpty, openSample, paste, ready, saved, type } from "../fixtures/workspace";

test("the sample district shows table, charts and figures", async ({ page }) => {
  // axe looks at every cell, twice, and the pictures are six.
  test.setTimeout(180_000);
  await openSample(page);
  await expect(page.locator(".kpi__value").first()).toContainText(/\d/);
  await expect(page.locator(".chart__plot svg").first()).toBeVisible();
  await accessibleInBothThemes(page, "workspace");
  await pictures(page, "workspace", "de", [1440, 1920, 360]);
  // On a narrow screen language and theme are in the bar as well, and the project keeps its name.
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 780 });
  await expect(page.locator('button[name="locale"]')).toBeVisible();
  await expect(page.locator('button[name="theme"]')).toBeVisible();
  const crumb = page.locator('.topbar__crumb[aria-current="page"]');
  expect(await crumb.evaluate((name) => name.scrollWidth <= name.clientWidth)).toBe(true);
  if (before) {
    await page.setViewportSize(before);
  }
});

test("a browser without WebAssembly still shows the table, and is told what is missing", async ({ page, guard }) => {
  guard.allow(/WebAssembly|preloaded using link preload but not used/);
  const project = await createSample(page);
  await page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly"));
  await page.goto(project);
  await expect(page.locator(".unscripted")).toBeVisible();
  await expect(page.locator("#cell-0-0")).not.toBeEmpty();
  await pictures(page, "workspace-unscripted", "de", [1440, 360]);
});

test("the first figures count metered profiles, however late they come", async ({ page }) => {
  const address = await createSample(page);
  // Later than weather and tables, with which all else can be calculated.
  await page.route("**/api/profile/hourly", async (route) => {
    await new Promise((done) => setTimeout(done, 1_000));
    await route.continue();
  });
  await page.addInitScript(() => {
    const shown = new Set<string>();
    Object.assign(window, { shown });
    new MutationObserver(() => {
      const energy = document.querySelector(".kpi__value")?.textContent ?? "";
      if (/\d/.test(energy)) shown.add(energy);
    }).observe(document, { characterData: true, childList: true, subtree: true });
  });
  await page.goto(address);
  await ready(page);
  await expect(page.locator(".kpi__value").first()).toContainText("6.626");
  const shown = await page.evaluate(() => [...(window as unknown as { shown: Set<string> }).shown]);
  expect(shown).toHaveLength(1);
});

test("typing changes energy, total, figure and chart", async ({ page }) => {
  await openSample(page);
  const energy = page.locator(".kpi__value").first();
  const before = await energy.textContent();
  await type(page, 0, 3, "987654");
  await expect(cell(page, 0, 3)).toHaveText("987.654");
  await expect(energy).not.toHaveText(before ?? "");
});

test("an edit among 100 buildings with six kinds repaints the chart within 200 ms", async ({ page }) => {
  const EDITS = 9;
  await openEmpty(page, "Hundert");
  await page.locator("summary", { hasText: "Bedarfsarten" }).click();
  for (const kind of ["Prozesswärme", "Raumkälte", "Prozesskälte"]) {
    await page.locator("label.menu__item", { hasText: kind }).click();
  }
  await page.locator("summary", { hasText: "Bedarfsarten" }).click();
  await page.locator(".grid").focus();
  const demand = (row: number, kind: number) => `${10_000 + row * 100 + kind * 777}\t\t\t`;
  const rows = Array.from({ length: 100 }, (_, row) => {
    const demands = Array.from({ length: 6 }, (_, kind) => demand(row, kind));
    return [`Haus ${row + 1}`, row % 3 ? "MFH" : "Büro", `${500 + row * 10}`, ...demands].join("\t");
  });
  await paste(page, rows.join("\r\n"));
  await expect(page.locator(".grid__total")).toContainText("100 Gebäude");
  await saved(page);
  await page.keyboard.press("Control+Home");
  const energy = page.locator(".kpi__value").first();
  const elapsed: number[] = [];
  for (let edit = 0; edit < EDITS; edit += 1) {
    const before = await energy.textContent();
    await cell(page, edit, 3).click();
    await page.keyboard.type(String(800_000 + edit * 54_321));
    // From the key press to the first frame painted after the chart has changed.
    await page.evaluate(() => {
      const plot = document.querySelector(".chart__plot svg");
      const repainted = new Promise<number>((done) => {
        let pressed = 0;
        document.addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true, once: true });
        const observer = new MutationObserver(() => {
          observer.disconnect();
          requestAnimationFrame(() => {
            const painted = new MessageChannel();
            painted.port1.onmessage = () => done(performance.now() - pressed);
            painted.port2.postMessage(0);
          });
        });
        if (plot) {
          observer.observe(plot, { attributes: true, characterData: true, childList: true, subtree: true });
        }
      });
      Object.assign(window, { repainted });
    });
    await page.keyboard.press("Enter");
    elapsed.push(await page.evaluate(() => (window as unknown as { repainted: Promise<number> }).repainted));
    await expect(energy).not.toHaveText(before ?? "");
  }
  elapsed.sort((a, b) => a - b);
  const said = `median ${elapsed[EDITS >> 1].toFixed(0)} ms of ${EDITS} edits (${elapsed[0].toFixed(0)} to ${elapsed[EDITS - 1].toFixed(0)} ms)`;
  test.info().annotations.push({ type: "key press to repainted chart", description: said });
  console.log(`measured, allowed 200 ms: key press to repainted chart, 100 buildings × 6 kinds: ${said}`);
});

test("the table behaves like a spreadsheet", async ({ page }) => {
  await openEmpty(page, "Tabelle");
  await page.getByRole("button", { name: "Gebäude", exact: true }).click();
  await type(page, 0, 0, "Rathaus");
  await type(page, 0, 2, "1.250,5");
  await expect(cell(page, 0, 0)).toHaveText("Rathaus");
  await expect(cell(page, 0, 2)).toHaveText("1.250,5");
  await cell(page, 0, 1).click();
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Schule");
  await page.keyboard.press("Enter");
  await expect(cell(page, 0, 1)).toHaveText("Schule");
  await expect(cell(page, 0, 4)).toHaveAttribute("data-state", /default/);
  await type(page, 0, 3, "viel");
  await expect(cell(page, 0, 3)).toHaveAttribute("data-state", /error/);
  await expect(cell(page, 0, 3)).toHaveText("viel");
  await page.keyboard.press("ArrowUp");
  await expect(page.locator(".grid__message")).toContainText("keine Zahl");
  // What was not understood is in no sum, and is not replaced by the default that was there.
  await expect(page.locator(".grid__total .grid__cell").nth(4)).toHaveText("0");
  await expect(cell(page, 0, 4)).toBeEmpty();
  const unknown = page.locator("details.menu", { hasText: "1 Zelle nicht verstanden" });
  await cell(page, 0, 0).click();
  await unknown.locator("summary").click();
  await unknown.locator(".menu__item").click();
  await expect(cell(page, 0, 3)).toHaveAttribute("data-state", /active/);
  await unknown.locator("summary").click();
  await page.locator(".grid").focus();
  await type(page, 0, 3, "120000");
  await page.keyboard.press("Control+z");
  // Undoing the correction brings back what was corrected, and goes there.
  await expect(cell(page, 0, 3)).toHaveText("viel");
  await expect(cell(page, 0, 3)).toHaveAttribute("data-state", /active.*error/);
  await expect(unknown).toBeVisible();
  await page.keyboard.press("Control+y");
  await expect(cell(page, 0, 3)).toHaveText("120.000");
  await expect(unknown).toBeHidden();
  await saved(page);
  await page.reload();
  await ready(page);
  await expect(cell(page, 0, 3)).toHaveText("120.000");
});

test("rows are filled in one after the other, and an empty table takes what is pasted", async ({ page }) => {
  await openEmpty(page, "Zeile für Zeile");
  // Nothing was pressed before: the keyboard is nowhere.
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "Gebäude\tNutzung\tFläche m²\nRathaus\tBüro\t1.200 m²\nSumme\t\t1200");
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(cell(page, 0, 0)).toHaveText("Rathaus");
  await expect(cell(page, 0, 2)).toHaveText("1.200");
  await expect(page.locator(".grid__total")).toContainText("1 Gebäude");
  await expect(page.locator(".toast").last()).toContainText("2 Kopf- oder Summenzeilen ausgelassen");
  await cell(page, 0, 0).click();
  for (const text of ["Schule", "Villa"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
    await page.keyboard.type("MFH");
    await expect(page.locator(".choice .menu__item").first()).toContainText("MFH");
    await page.keyboard.press("Tab");
    await page.keyboard.type("=10*12");
    await page.keyboard.press("Enter");
  }
  await expect(page.locator(".grid__total")).toContainText("3 Gebäude");
  await expect(cell(page, 1, 0)).toHaveText("Villa");
  await expect(cell(page, 1, 1)).toContainText("Mehrfamilienhaus");
  await expect(cell(page, 1, 2)).toHaveText("120");
  await expect(cell(page, 2, 0)).toHaveAttribute("data-state", /active/);
  await cell(page, 1, 1).click();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.locator(".choice")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await expect(cell(page, 0, 0)).toHaveText("Villa");
});

test("every row and column is printed, with headings for each kind, weather and date", async ({ page }) => {
  await openEmpty(page, "Papier");
  await page.locator(".grid").focus();
  const rows = Array.from({ length: 60 }, (_, row) => `Haus ${row + 1}\tMFH\t${row + 100}\t\t95`);
  await paste(page, rows.join("\r\n"));
  await expect(page.locator(".grid__total")).toContainText("60 Gebäude");
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".workspace__table > .grid")).toBeHidden();
  const table = page.locator(".paper__table").first();
  await expect(table).toBeVisible();
  await expect(table.locator("tbody tr")).toHaveCount(61);
  await expect(table).toContainText("Haus 60");
  await expect(page.locator(".paper")).toContainText("TRY");
  await expect(page.locator(".paper")).toContainText(String(new Date().getFullYear()));
  // A4 upright has 186 mm between its margins.
  await page.setViewportSize({ width: 703, height: 1000 });
  expect(await table.evaluate((paper) => paper.scrollWidth <= window.innerWidth)).toBe(true);
  await page.emulateMedia({ media: "screen" });
  await expect(page.locator(".paper")).toBeHidden();
});

test("five hundred rows are pasted, edited and undone in one step", async ({ page }) => {
  await openEmpty(page, "Fünfhundert");
  await page.locator(".grid").focus();
  const rows = Array.from({ length: 500 }, (_, row) => `Haus ${row + 1}\tMFH\t${row + 100},5\t\t95`);
  await paste(page, rows.join("\r\n"));
  await expect(page.locator(".grid__total")).toContainText("500 Gebäude");
  await saved(page);
  await page.keyboard.press("Control+End");
  await expect(page.locator(".grid__row", { hasText: "Haus 500" })).toBeVisible();
  await pictures(page, "workspace-500", "de");
  await page.keyboard.press("Control+z");
  await expect(page.locator(".grid__total")).toContainText("0 Gebäude");
  await page.keyboard.press("Control+y");
  await expect(page.locator(".grid__total")).toContainText("500 Gebäude");
});

test("keys, paste and menus behave as in a spreadsheet", async ({ page }) => {
  await openEmpty(page, "Gewohnheiten");
  await page.locator(".grid").focus();
  await paste(page, "A\tBüro\t100\nB\tBüro\tviel\nC\tSchule\t300");
  await expect(page.locator(".toast--warning")).toContainText("Zeile 2, Bezugsfläche: „viel“ ist keine Zahl.");
  await expect(cell(page, 0, 0)).toHaveAttribute("data-state", /active/);
  await page.locator(".toast--warning").getByRole("button", { name: "Zeigen" }).click();
  await expect(cell(page, 1, 2)).toHaveAttribute("data-state", /active/);
  // What was not understood survives a reload.
  await saved(page);
  await page.reload();
  await ready(page);
  await expect(cell(page, 1, 2)).toHaveText("viel");
  await expect(cell(page, 1, 2)).toHaveAttribute("aria-invalid", "true");
  // An arrow key takes what was typed; after F2 it moves in the text.
  await cell(page, 1, 2).click();
  await page.keyboard.type("200");
  await page.keyboard.press("ArrowDown");
  await expect(cell(page, 1, 2)).toHaveText("200");
  await expect(cell(page, 2, 2)).toHaveAttribute("data-state", /active/);
  await page.keyboard.press("F2");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await expect(cell(page, 2, 2)).toHaveText("3.050");
  // Sums have a unit; everything can be selected without moving the view.
  await cell(page, 0, 2).click();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.locator(".grid__sums")).toContainText(/Summe\s+300\s+m²/);
  await page.keyboard.press("Control+a");
  await expect(cell(page, 0, 2)).toHaveAttribute("data-state", /active/);
  await expect(page.locator(".grid__sums")).not.toContainText("Summe");
  // Escape, then Tab leaves the table; F6 goes from pane to pane.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(page.locator(".grid")).not.toBeFocused();
  await page.locator(".grid").focus();
  await page.keyboard.press("F6");
  await expect(page.locator(".chart__plot")).toBeFocused();
  await cell(page, 2, 0).click({ button: "right" });
  await page.getByRole("menuitem", { name: /Zeilen duplizieren/ }).click();
  await expect(cell(page, 3, 0)).toHaveText("C (Kopie)");
  await cell(page, 0, 0).click({ button: "right" });
  await accessibleInBothThemes(page, "menu of the table");
  await pictures(page, "table-menu", "de");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Tastenkürzel" }).click();
  await accessibleInBothThemes(page, "keys");
  await pictures(page, "keys", "de", [1440, 360]);
});

test("rows are dragged and cells filled with the pointer", async ({ page }) => {
  await openEmpty(page, "Ziehen");
  await page.locator(".grid").focus();
  await paste(page, "A\tBüro\t100\nB\tBüro\t200\nC\tSchule\t300\nD\tSchule\t400");
  const handle = page.locator('.grid__row[data-row="0"] .grid__handle');
  const middle = async (row: number, column: number) => {
    const box = await cell(page, row, column).boundingBox();
    if (!box) throw new Error("the cell has no place");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, right: box.x + box.width, bottom: box.y + box.height };
  };
  await handle.hover();
  await page.mouse.down();
  const target = await middle(2, 0);
  await page.mouse.move(target.x, target.y + 10, { steps: 4 });
  await expect(page.locator(".grid__drop")).toBeVisible();
  await page.mouse.up();
  await expect(cell(page, 2, 0)).toHaveText("A");
  await expect(cell(page, 0, 0)).toHaveText("B");
  await cell(page, 0, 2).click();
  const corner = await middle(0, 2);
  const below = await middle(3, 2);
  await page.mouse.move(corner.right - 4, corner.bottom - 4);
  await page.mouse.down();
  await page.mouse.move(below.x, below.y, { steps: 4 });
  await page.mouse.up();
  await expect(cell(page, 3, 2)).toHaveText("200");
  await saved(page);
});

test("a kind that gets energy shows its columns", async ({ page }) => {
  await openEmpty(page, "Rechenzentrum");
  const kind = page.locator('.grid__group--kind[data-kind="process-cooling"]');
  await expect(kind).toHaveCount(0);
  await page.locator(".grid").focus();
  await paste(page, "RZ\tRechenzentrum\t1000");
  await expect(kind).toBeVisible();
  await page.locator("summary", { hasText: "Bedarfsarten" }).click();
  await page.locator("label.menu__item", { hasText: "Prozesskälte" }).click();
  await expect(kind).toHaveCount(0);
  await page.getByRole("button", { name: /\+1 weitere Bedarfsart mit Energie/ }).click();
  await expect(kind).toBeVisible();
});

test("a change of language keeps tab and scope", async ({ page }) => {
  await openSample(page);
  await page.getByRole("tab", { name: "Monate" }).click();
  await page.getByRole("combobox", { name: "Bedarfsarten" }).selectOption({ label: "Wärme gesamt" });
  await page.getByRole("button", { name: /Switch to English/ }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await ready(page);
  await expect(page.getByRole("tab", { name: "Months" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("combobox", { name: "Demand types" })).toHaveValue("1");
  await page.getByRole("button", { name: /Auf Deutsch umschalten/ }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
});

test("a chart without values says why", async ({ page }) => {
  await openEmpty(page, "Leer");
  await expect(page.locator(".chart__empty")).toContainText("Noch keine Last");
  await expect(page.locator(".kpi__value").nth(1)).toContainText("–");
  await expect(page.locator(".kpi__value").nth(3)).toContainText("–");
  await accessibleInBothThemes(page, "empty workspace");
  await pictures(page, "workspace-empty", "de", [1440, 360]);
});

test("two tabs on the same scenario lose nothing", async ({ page, context }) => {
  await openEmpty(page, "Zwei Fenster");
  await page.getByRole("button", { name: "Gebäude", exact: true }).click();
  await type(page, 0, 2, "100");
  await saved(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await ready(other);
  await type(other, 0, 3, "5000");
  await type(page, 0, 0, "Kita");
  await saved(other);
  await expect(cell(page, 0, 3)).toHaveText("5.000", { timeout: 15_000 });
  await expect(cell(other, 0, 0)).toHaveText("Kita", { timeout: 15_000 });
  await other.close();
});

test("edits made offline are kept and sent later", async ({ page, context, guard }) => {
  guard.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await openEmpty(page, "Offline");
  await page.getByRole("button", { name: "Gebäude", exact: true }).click();
  await saved(page);
  await context.setOffline(true);
  await type(page, 0, 2, "321");
  await expect(page.locator('.save-state[data-state="offline"]')).toBeVisible();
  await context.setOffline(false);
  await saved(page);
  await page.reload();
  await ready(page);
  await expect(cell(page, 0, 2)).toHaveText("321");
});

test("an expired session keeps what was typed until somebody signs in again", async ({ page, context, guard }) => {
  guard.allow(/status of 401|Failed to load resource/);
  await openEmpty(page, "Abgelaufen");
  await page.getByRole("button", { name: "Gebäude", exact: true }).click();
  await saved(page);
  const cookies = await context.cookies();
  await context.clearCookies();
  await type(page, 0, 2, "77");
  await expect(page.getByRole("dialog", { name: /Sitzung ist abgelaufen/ })).toBeVisible();
  await pictures(page, "session-ended", "de");
  await context.addCookies(cookies);
  await page.getByRole("button", { name: "Weiter" }).click();
  await saved(page);
  await expect(cell(page, 0, 2)).toHaveText("77");
});

test("the site decides weather and calendar", async ({ page }) => {
  await openSample(page);
  await page.getByRole("tab", { name: "Standort" }).click();
  const energy = page.locator(".kpi__note").nth(1);
  const before = await energy.textContent();
  await page.locator("#site-weather").selectOption("try:15");
  await expect(energy).not.toHaveText(before ?? "");
  await page.locator("#site-state").selectOption("BY");
  await accessibleInBothThemes(page, "site");
  await pictures(page, "site", "de", [1440, 360]);
  await saved(page);
});

test("a figure is explained", async ({ page }) => {
  await openSample(page);
  await page.locator("button.kpi").nth(2).click();
  await expect(page.getByRole("dialog")).toContainText("T = E / Pmax");
  await expect(page.getByRole("dialog")).toContainText(/T = [\d.,]+\s\S+ \/ [\d.,]+\s[kMG]W = [\d.]+\sh/);
  await expect(page.getByRole("dialog", { name: "Volllaststunden" })).toBeVisible();
  await accessibleInBothThemes(page, "explanation");
  await pictures(page, "explanation", "de");
});

test("a value outside the usual band is marked and says why", async ({ page }) => {
  await openEmpty(page, "Plausibel");
  await page.locator(".grid").focus();
  await paste(page, "Haus\tMFH\t1000\t\t300");
  // The reason stands on the cell, and in the line below the table while the cell is active.
  const specific = cell(page, 0, 4);
  await expect(specific).toHaveAttribute("data-state", /unusual/);
  await expect(specific).toHaveAttribute("title", /300\skWh\/\(m²a\) ist als Bedarf je Fläche ungewöhnlich\. Üblich für/);
  await specific.click();
  await expect(page.locator('.grid__message[data-state="warning"]')).toContainText("ungewöhnlich");
  await type(page, 0, 4, "5000");
  await expect(specific).toHaveAttribute("data-state", /implausible/);
  await type(page, 0, 5, "1");
  await expect(cell(page, 0, 5)).toHaveAttribute("data-state", /error|implausible/);
  await accessibleInBothThemes(page, "doubtful values");
  await pictures(page, "plausibility", "de");
  await type(page, 0, 4, "120");
  await expect(specific).not.toHaveAttribute("data-state", /unusual|implausible/);
});

test("choices of a profile stand beside the chart and change it at once", async ({ page }) => {
  await openEmpty(page, "Auswahl");
  await page.locator(".grid").focus();
  await paste(page, "Haus\tMFH\t1000");
  const peak = page.locator(".kpi__value").nth(1);
  const before = await peak.textContent();
  await cell(page, 0, 6).click();
  const form = page.locator(".parameters");
  await expect(form).toContainText("SigLinDe: Tagesbedarf");
  await form.getByLabel("Verfahren").selectOption({ label: "Heizgradstunden" });
  await expect(peak).not.toHaveText(before ?? "");
  await expect(cell(page, 0, 6)).toContainText("Heizgradstunden");
  await form.getByLabel(/^Dämmung/).selectOption({ label: "Passivhaus" });
  await expect(form.getByLabel(/^Basistemperatur/)).toHaveValue("16");
  await form.getByLabel("Zeitplan").selectOption({ label: "durchgehend" });
  await expect(form.getByLabel("Anteil nachts")).toHaveValue("1");
  await accessibleInBothThemes(page, "choices of a profile");
  await pictures(page, "profile-choices", "de", [1440, 360]);
  await page.locator(".grid").focus();
  await page.keyboard.press("Control+z");
  await expect(form.getByLabel("Zeitplan")).not.toHaveValue("0");
  await saved(page);
});

test("keys go around inside a selected range, and cells are filled upwards", async ({ page }) => {
  await openEmpty(page, "Bereich");
  await page.locator(".grid").focus();
  await paste(page, "A\tBüro\t100\nB\tBüro\t200\nC\tSchule\t300");
  await cell(page, 0, 2).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.type("11");
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, 2)).toHaveAttribute("data-state", /active/);
  await page.keyboard.type("22");
  await page.keyboard.press("Enter");
  await expect(cell(page, 0, 2)).toHaveAttribute("data-state", /active/);
  await expect(cell(page, 0, 2)).toHaveText("11");
  await expect(cell(page, 1, 2)).toHaveText("22");
  await cell(page, 2, 2).click();
  const corner = await cell(page, 2, 2).boundingBox();
  const top = await cell(page, 0, 2).boundingBox();
  if (!corner || !top) throw new Error("the cells have no place");
  await page.mouse.move(corner.x + corner.width - 4, corner.y + corner.height - 4);
  await page.mouse.down();
  await page.mouse.move(top.x + 20, top.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect(cell(page, 0, 2)).toHaveText("300");
  await saved(page);
});
