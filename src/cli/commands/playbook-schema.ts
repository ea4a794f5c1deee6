/** `cordon playbook schema …`: the versions of what playbooks are written against, and what another one would break. */
import type { Command } from "commander";
import { playbookFinding } from "../../api/content-findings.ts";
import { Ended, EXIT, findingLine } from "../exit.ts";
import { count } from "../options.ts";
import { playbooksInForceWith } from "../playbooks-in-force.ts";
import { playbooksAt, textFile } from "../read-content.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";

export function addSchema(playbook: Command): void {
  const schema = playbook.command("schema").description("the incident schema that playbooks are written against");
  addShow(schema);
  addDiff(schema);
  addBreaks(schema);
}

function addShow(schema: Command): void {
  const show = schema
    .command("show")
    .description("show a version as JSON, without a server")
    .option("--number <version>", "the newest unless given", count);
  does<[], { number?: number }>(show, async ({ say }, { number }) => {
    const { incidentSchema, incidentSchemaVersion } = await import("../../playbook/incident-schema.ts");
    const found = incidentSchema(number ?? incidentSchemaVersion().version);
    say(found, () => JSON.stringify(found, null, 2));
  });
}

function addDiff(schema: Command): void {
  const diff = schema
    .command("diff")
    .description("say how two versions differ, without a server")
    .option("--from <version>", "the one before --to unless given", count)
    .option("--to <version>", "the newest unless given", count);
  does<[], { from?: number; to?: number }>(diff, async ({ say }, given) => {
    const { incidentSchema, incidentSchemaVersion } = await import("../../playbook/incident-schema.ts");
    const { diffSchemas } = await import("../../playbook/incident-schema-diff.ts");
    const to = given.to ?? incidentSchemaVersion().version;
    const from = given.from ?? Math.max(1, to - 1);
    const changes = diffSchemas(incidentSchema(from), incidentSchema(to));
    const text = () => (changes.length === 0 ? "They are the same." : changes.map((one) => one.text).join("\n"));
    say({ from, to, changes }, text);
  });
}

function addBreaks(schema: Command): void {
  const breaks = schema
    .command("breaks")
    .description("say which playbooks in force another schema would break, and how")
    .requiredOption("--against <file>", "the schema as JSON, as show writes it; - for standard input")
    .option("--folder <folder>", "playbooks of a folder instead of those in force, without a server");
  does<[], { against: string; folder?: string }>(breaks, async ({ client, say }, { against, folder }) => {
    const { parseIncidentSchema, incidentSchema, incidentSchemaVersion } = await import(
      "../../playbook/incident-schema.ts"
    );
    const { diffSchemas } = await import("../../playbook/incident-schema-diff.ts");
    const { brokenBy } = await import("../../playbook/schema-breaks.ts");
    const { file, text } = textFile(against);
    const proposed = parseIncidentSchema(text, file);
    const playbooks = folder === undefined ? await playbooksInForceWith(client) : await playbooksAt([folder]);
    const changes = diffSchemas(incidentSchema(incidentSchemaVersion().version), proposed);
    const broken = brokenBy(proposed, playbooks).map(({ playbook, findings }) => ({
      ...{ playbook, findings: findings.map(playbookFinding) },
    }));
    const lines = broken.flatMap(({ playbook, findings }) => [
      safeLine(`FAIL ${playbook}`),
      ...findings.map(findingLine),
    ]);
    const sum = `${broken.length} of ${playbooks.length} playbooks would break.`;
    say({ ok: broken.length === 0, changes, broken }, () =>
      [...changes.map((one) => safeLine(one.text)), ...lines, sum].join("\n"),
    );
    if (broken.length > 0) throw new Ended(EXIT.failed);
  });
}
