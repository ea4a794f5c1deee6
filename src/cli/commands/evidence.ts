/** `cordon evidence export`: what was recorded, held against the controls of a framework, as OSCAL and as a page. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, Option } from "commander";
import type { Evidence } from "../../api/contract/evidence.ts";
import { InputError } from "../../errors.ts";
import { type Assessed, assess, recordsWord } from "../../evidence/assess.ts";
import { FRAMEWORKS, type FrameworkId, parseFramework } from "../../evidence/control.ts";
import { oscalOf } from "../../evidence/oscal.ts";
import { reportOf } from "../../evidence/report.ts";
import { moment } from "../options.ts";
import { does } from "../session.ts";
import { table } from "../show.ts";
import { writeNew } from "../write-new.ts";

const CONTROLS = fileURLToPath(new URL("../../../controls/", import.meta.url));

interface ExportOptions {
  framework: FrameworkId;
  from: string;
  to?: string;
  out: string;
}

export function evidenceCommands(cordon: Command): void {
  const evidence = cordon.command("evidence").description("what was recorded, for those who have to show it");
  const command = evidence
    .command("export")
    .description("hold what was recorded against the controls of a framework, as OSCAL and as a page to read")
    .addOption(new Option("--framework <framework>").choices(FRAMEWORKS).makeOptionMandatory())
    .requiredOption("--from <time>", "a time, or 90d for 90 days ago", moment)
    .option("--to <time>", "and before then; else to this moment", moment)
    .requiredOption("--out <folder>", "a new folder, or one without these files");
  does<[], ExportOptions>(command, async ({ client, say }, { framework: id, from, to, out }) => {
    const files = { oscal: join(out, `${id}.oscal.json`), report: join(out, `${id}.html`) };
    for (const file of Object.values(files))
      if (existsSync(file)) throw new InputError("cli.exists", `${file} is there already; name another folder.`);
    const path = join(CONTROLS, `${id}.json`);
    const framework = parseFramework(readFileSync(path, "utf8"), path);
    const time = { from, to: to ?? new Date().toISOString() };
    const found = await client.get<Evidence>("/v1/evidence", time);
    const assessed = assess(framework, found.measures);
    mkdirSync(out, { recursive: true });
    const oscal = oscalOf(framework, assessed, found, randomUUID);
    await writeNew(files.oscal, [Buffer.from(`${JSON.stringify(oscal, null, 2)}\n`)]);
    await writeNew(files.report, [Buffer.from(reportOf(framework, assessed, found))]);
    const controls = assessed.map(({ control, holds, nothing }) => ({ id: control.id, holds, nothing }));
    say({ ...files, controls }, () => `${controlsText(assessed)}\n\n${files.report}\n${files.oscal}`);
  });
}

function controlsText(assessed: Assessed[]): string {
  const rows = assessed.map((one) => [
    one.control.id,
    one.control.title,
    recordsWord(one),
    one.observed.find(({ holds }) => !holds)?.text,
  ]);
  return table(["control", "about", "records", "why not"], rows, { spare: ["about"] });
}
