import { readFileSync } from "node:fs";
import { readRunbook, kindByName } from "./src/codify/read/read-runbook.ts";
import { codify } from "./src/codify/codify.ts";
const mode = process.argv[2];
for (const f of process.argv.slice(3)) {
  const d = codify(await readRunbook(readFileSync(f), f, kindByName(f)), { file: f, queue: "soc" });
  const c = (k: string) => d.sentences.filter((s) => s.fate === k).length;
  console.log(`== ${f} ${d.whole ? "" : "NOT WHOLE"} sentences ${d.sentences.length} codified ${c("codified")} handed ${c("handed")} left ${c("left-out")} findings ${d.findings.length}`);
  if (mode === "yaml") console.log(d.source);
  if (mode === "report") for (const s of d.sentences) console.log(`${s.spot.number} ${s.fate} ${s.steps.join(",") || s.reason} | ${s.text.slice(0, 160)}`);
  if (mode === "codified") for (const s of d.sentences) if (s.steps.some(x=>/^(block|unblock|suspend|restore|revoke|isolate|release|lookup|get|disable|enable|create|post|update|wait|end|branch)_/.test(x))) console.log(`   ${s.spot.number} ${s.fate} ${s.steps.join(",")} | ${s.text.slice(0, 260)}`);
  if (mode === "findings") for (const s of d.findings) console.log(s.code, s.message);
}
