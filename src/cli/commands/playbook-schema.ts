/** `cordon playbook schema …`: the versions of what playbooks are written against, and what another one would break. */
import type { Command } from "commander";
import { playbookFinding } from "../../api/content-findings.ts";
import { isCordonError } from "../../errors.ts";
import type { Naming } from "../../playbook/schema-breaks-others.ts";
import type { Client } from "../client.ts";
import { Ended, EXIT, findingLine } from "../exit.ts";
import { count } from "../options.ts";
import { playbooksInForceWith } from "../playbooks-in-force.ts";
import { playbooksAt, textFile } from "../read-content.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";

export function addSchema(playbook: Command): void {
  const schema = playbook.command("schema").description("the incident schema that playbooks are written against");
  addShow(schema);
  addEditor(schema);
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

function addEditor(schema: Command): void {
  const editor = schema
    .command("editor")
    .description("show the JSON Schema of playbook.yaml, by which editors complete and underline, without a server");
  does<[], object>(editor, async ({ say }) => {
    const { playbookJsonSchema } = await import("../../playbook/json-schema.ts");
    const found = playbookJsonSchema();
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
    .description(
      "say what another schema would break, and how: playbooks, taxonomy, suppressions, views and policies in force",
    )
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
    const { brokenTexts } = await import("../../playbook/schema-breaks-others.ts");
    const texts = folder === undefined ? await namingIn(client) : [];
    const others = brokenTexts(proposed, texts);
    const otherLines = others.map(({ what, name, line, column, message }) =>
      safeLine(`FAIL ${what} ${name}:${line}:${column} ${message}`),
    );
    const sums = [
      `${broken.length} of ${playbooks.length} playbooks would break.`,
      ...(folder === undefined ? [`${others.length} places in ${texts.length} other texts would break.`] : []),
    ];
    const ok = broken.length === 0 && others.length === 0;
    say({ ok, changes, broken, others }, () =>
      [...changes.map((one) => safeLine(one.text)), ...lines, ...otherLines, ...sums].join("\n"),
    );
    if (!ok) throw new Ended(EXIT.failed);
  });
}

/** Everything in force beside playbooks that names fields of the incident. What is not there names nothing. */
async function namingIn(client: Client): Promise<Naming[]> {
  const { conditionsIn } = await import("../../playbook/schema-breaks-others.ts");
  const [taxonomy, policies] = await Promise.all([
    orNone(client.get<{ content: unknown }>("/v1/taxonomy")),
    orNone(client.get<{ files: { file: string; text: string }[] }>("/v1/policies")),
  ]);
  const views = await client.get<{ items: { name: string; filter: string }[] }>("/v1/views");
  const suppressions = await allSuppressions(client);
  return [
    ...conditionsIn(taxonomy?.content ?? {}),
    ...(policies?.files ?? []).map(({ file, text }): Naming => ({ what: "policy", name: file, text })),
    ...views.items.flatMap(({ name, filter }): Naming[] =>
      filter === "" ? [] : [{ what: "view", name, text: filter }],
    ),
    ...suppressions.map(({ id, when }): Naming => ({ what: "suppression", name: id, text: when })),
  ];
}

async function allSuppressions(client: Client): Promise<{ id: string; when: string }[]> {
  const all: { id: string; when: string }[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page: { items: { id: string; when: string }[]; next: string | null } = await client.get("/v1/suppressions", {
      inForce: "true",
      limit: 200,
      cursor,
    });
    all.push(...page.items);
    cursor = page.next ?? undefined;
    more = page.next !== null;
  }
  return all;
}

async function orNone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isCordonError(error) && error.code === "api.not-found") return null;
    throw error;
  }
}
