// Load test over TLS: 50 users on the sign-in page. Run by `cargo xtask bench http`.
import { Agent, request } from "node:https";
import { start } from "./server.mjs";

const USERS = 50;
const ALLOWED_P95_MS = 30;
const DURATION_MS = 10_000;
const PAGE = "/sign-in";

const { port, stop } = await start();
const agent = new Agent({ keepAlive: true, maxSockets: USERS, rejectUnauthorized: false });
try {
  await load(2_000, 0); // warm up: connections, caches
  report("50 users, a page each second", await load(DURATION_MS, 1_000));
  report("50 users without a pause", await load(DURATION_MS, 0));
} finally {
  agent.destroy();
  stop();
}

/** Milliseconds of every page; each user waits `pauseMs` on average between pages. */
async function load(durationMs, pauseMs) {
  const times = [];
  const end = performance.now() + durationMs;
  const user = async () => {
    await sleep(pauseMs * Math.random());
    while (performance.now() < end) {
      const start = performance.now();
      await page();
      times.push(performance.now() - start);
      await sleep(pauseMs * (0.5 + Math.random()));
    }
  };
  await Promise.all(Array.from({ length: USERS }, user));
  return { times: times.sort((a, b) => a - b), seconds: durationMs / 1_000 };
}

function page() {
  return new Promise((resolve, reject) => {
    const headers = { "accept-encoding": "br", "sec-fetch-site": "none", "sec-fetch-mode": "navigate" };
    const call = request({ host: "localhost", port, path: PAGE, agent, headers }, (response) => {
      response.resume();
      response.on("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`))));
      response.on("error", reject);
    });
    call.on("error", reject);
    call.end();
  });
}

function report(name, { times, seconds }) {
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  const p95 = at(0.95);
  const rate = Math.round(times.length / seconds);
  console.log(
    `${name.padEnd(42)} p50 ${at(0.5).toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  ${rate} pages/s   ` +
      `allowed p95 ${ALLOWED_P95_MS} ms, used ${Math.round((100 * p95) / ALLOWED_P95_MS)} %`,
  );
}

function sleep(ms) {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
