// csp_evaluator on the policies of real answers: csp.mjs TOOLS PORT PATH...
// Prints lines of `finding: …` and `note: …`.
import { createRequire } from "node:module";
import { request } from "node:https";
import { join } from "node:path";

/** Findings from this severity on are remarks on old browsers and strictness; below it something is open. */
const REMARKS_FROM = 60;

const [tools, port, ...paths] = process.argv.slice(2);
const require = createRequire(join(tools, "package.json"));
const { CspEvaluator } = require("csp_evaluator/dist/evaluator.js");
const { CspParser } = require("csp_evaluator/dist/parser.js");

for (const path of paths) {
  const { status, headers } = await answer(path);
  const policy = headers["content-security-policy"];
  if (!policy) {
    console.log(`finding: ${path} (${status}): no content security policy`);
    continue;
  }
  for (const { severity, directive, value, description } of new CspEvaluator(new CspParser(policy).csp).evaluate()) {
    if (severity < REMARKS_FROM) console.log(`finding: ${path} (${status}): ${directive} ${value ?? ""}: ${description}`);
  }
}
console.log(`note: ${paths.length} answers`);

function answer(path) {
  return new Promise((resolve, reject) => {
    const call = request({ host: "localhost", port, path }, (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers }));
    });
    call.on("error", reject);
    call.end();
  });
}
