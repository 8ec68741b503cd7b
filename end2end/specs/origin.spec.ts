import { expect, Guard, test } from "../fixtures/guard";
import { openSample } from "../fixtures/workspace";

const PAGES = [
  ...["/", "/security", "/permissions", "/account", "/account/events", "/account/delete", "/members", "/invitations"],
  ...["/invitation", "/reset", "/reset/password", "/audit", "/organisation/sso", "/confirm?next=/account", "/projects"],
];

test("pages, scripts, styles and fonts come from our own origin only", async ({ page, context, baseURL }) => {
  test.setTimeout(120_000);
  const asked: string[] = [];
  context.on("request", (request) => asked.push(request.url()));
  page.on("websocket", (socket) => asked.push(socket.url()));
  for (const address of PAGES) {
    await page.goto(address);
  }
  await openSample(page);
  await page.getByRole("tab", { name: "Monate" }).click();
  await page.getByRole("tab", { name: "Standort" }).click();
  await page.locator("#site-weather").selectOption("try:15");
  await expect(page.locator('.save-state[data-state="saved"]')).toBeVisible();

  const origins = new Set(asked.filter((url) => !/^(data|blob):/.test(url)).map((url) => new URL(url).origin));
  expect([...origins]).toEqual([baseURL]);
  // What pages elsewhere load from others was really asked for.
  for (const kind of [/\.css$/, /\.js$/, /\.wasm$/, /\.woff2$/]) {
    expect(asked.some((url) => kind.test(new URL(url).pathname)), String(kind)).toBe(true);
  }
});

test("the guard of the browser tests notices what a page asks of others", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const guard = new Guard();
  await guard.watch(page, "https://lastgang.example");
  await page.route("**/*", (route) => route.abort());
  await page.setContent('<img src="https://elsewhere.example/image.png"><link rel="stylesheet" href="https://lastgang.example/a.css">');
  const strange = () => guard.problems.filter((problem) => problem.startsWith("request to another origin"));
  await expect.poll(strange).toEqual(["request to another origin: https://elsewhere.example/image.png"]);
  await context.close();
});
