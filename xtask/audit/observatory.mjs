// MDN's HTTP observatory on one site: observatory.mjs TOOLS HTTPS_PORT HTTP_PORT PATH...
// Its own command line knows no ports. Prints lines of `finding: …` and `note: …`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const ALLOWED_SCORE = 130;

const [tools, httpsPort, httpPort, ...paths] = process.argv.slice(2);
const home = join(tools, "node_modules/@mdn/mdn-http-observatory");
// Lists of real sites that its installer would download; localhost is on none.
writeFileSync(join(home, "conf/hsts-preload.json"), "{}");
writeFileSync(join(home, "conf/tld-list.json"), "[]");
const part = (name) => import(pathToFileURL(join(home, "src", name)));
const { retrieve } = await part("retriever/retriever.js");
const { ALL_TESTS } = await part("constants.js");
const { getGradeForScore, getScoreModifier } = await part("grader/grader.js");

const notes = [];
for (const path of paths) {
  const seen = await retrieve("localhost", { httpsPort: Number(httpsPort), httpPort: Number(httpPort), path });
  if (!seen.responses.auto?.verified) console.log(`finding: ${path}: no answer with a certificate that can be trusted`);
  let [score, withoutBonus] = [100, 100];
  for (const test of ALL_TESTS) {
    const outcome = test(seen);
    const points = outcome.result ? getScoreModifier(outcome.result) : 0;
    score += points;
    withoutBonus += Math.min(points, 0);
    if (!outcome.pass) console.log(`finding: ${path}: ${outcome.result} (${points} points)`);
  }
  // As the observatory itself does: extra points count only from 90 on.
  const grade = getGradeForScore(withoutBonus >= 90 ? score : withoutBonus);
  if (grade.score < ALLOWED_SCORE) console.log(`finding: ${path}: score ${grade.score}, at least ${ALLOWED_SCORE} is asked`);
  notes.push(`${path} ${grade.score} ${grade.grade}`);
}
console.log(`note: ${notes.join(", ")}`);
