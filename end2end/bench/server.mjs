// A server of its own for one measurement, with fresh data.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts the server under test; `more` are further arguments. */
export async function start(...more) {
  const port = await freePort();
  const origin = `https://localhost:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), "lastgang-bench-"));
  const process_ = spawn(
    process.env.LASTGANG_BIN,
    ["serve", "--data-dir", dataDir, "--listen", `127.0.0.1:${port}`, "--public-origin", origin, ...more],
    { stdio: "ignore" },
  );
  const stop = () => {
    process_.kill("SIGTERM");
    rmSync(dataDir, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (await answers(port)) return { port, origin, stop };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  stop();
  throw new Error("the server does not answer /healthz");
}

function answers(port) {
  return new Promise((resolve) => {
    const call = request({ host: "localhost", port, path: "/healthz", rejectUnauthorized: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.on("error", () => resolve(false));
    call.end();
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
