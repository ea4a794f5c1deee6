/** `cordon source …`: how messages are read, tried out on files, and mappings learned from samples. */
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import type { ConnectionView } from "../../api/contract/connection.ts";
import type { Proposal, ReadMessages } from "../../api/contract/source.ts";
import { readInput } from "../ask.ts";
import { Ended, EXIT } from "../exit.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";
import { section, table } from "../show.ts";
import { type Tested, testMapping } from "./source-tests.ts";

export function sourceCommands(cordon: Command): void {
  const source = cordon.command("source").description("how messages are read: try it out, learn a mapping, test one");
  addExplain(source);
  addLearn(source);
  addTest(source);
}

function addExplain(source: Command): void {
  const explain = source
    .command("explain")
    .description("read a file of messages and show what becomes of each; nothing is stored; - for standard input")
    .argument("<path>")
    .option("--as <connector>", "read by this connector, instead of whoever recognizes it", "auto");
  does<[string], { as: string }>(explain, async ({ client, say }, { as }, path) => {
    const read = await client.send<ReadMessages>("POST", "/v1/sources/read", {
      connector: as,
      text: readInput(path).toString("utf8"),
    });
    say(read, () => read.items.map(explained).join("\n\n"));
  });
}

function explained({ position, connector, what, reason, alert }: ReadMessages["items"][number]): string {
  const head = `Message ${position + 1}: ${what === "alert" ? "an alert" : what === "no-alert" ? "no alert" : "cannot be read"}, by ${connector}`;
  if (alert === null) return safeLine(`${head}: ${reason}`);
  const sure = (field: string) => {
    const found = alert.inferred?.[field];
    return found === undefined
      ? ""
      : `inferred ${found.confidence.toFixed(2)}${found.path === undefined ? "" : ` from ${found.path}`}`;
  };
  const rows = [
    ["title", alert.title, sure("title")],
    ["time", alert.time, sure("time")],
    ["severity", alert.severity, sure("severity")],
    ["entity", `${alert.entityType} ${alert.entityKey}`, sure("entities")],
    ["source", alert.source, sure("product")],
    ["rule", alert.ruleId, sure("rule.id")],
    ["techniques", alert.techniques.join(", "), ""],
    ...alert.observables.slice(0, 20).map(({ type, value }) => [type, value, ""]),
  ];
  return `${safeLine(head)}\n${table(["field", "value", "how"], rows, { spare: ["how"], empty: "" })}`;
}

function addLearn(source: Command): void {
  const learn = source
    .command("learn")
    .description("propose a mapping from what a connection received, for a person to accept")
    .argument("<connection>")
    .option("--samples <path>", "a file of messages to learn from, instead of the connection's own")
    .option("--out <path>", "write the mapping to a file")
    .option("--accept", "let the connection read by it from now on")
    .option("--deliveries <count>", "how many of the newest deliveries are looked at", (text) => Number(text), 50);
  does<[string], { samples?: string; out?: string; accept?: boolean; deliveries: number }>(
    learn,
    async ({ client, say }, options, connection) => {
      const { samples, out, accept, deliveries } = options;
      const from = samples === undefined ? { connection, deliveries } : { text: readInput(samples).toString("utf8") };
      const proposal = await client.send<Proposal>("POST", "/v1/sources/learn", from);
      const yaml = await mappingText(proposal);
      if (out !== undefined) writeFileSync(out, yaml);
      if (accept)
        await client.send<ConnectionView>("POST", "/v1/connections", {
          name: connection,
          connector: "generic",
          settings: proposal.settings,
        });
      const next = accept
        ? `The connection ${connection} reads by this mapping now. To go back: cordon connections add ${connection} auto`
        : `Look at it, correct it, try it with "cordon source test", and accept it with --accept or "cordon connections add ${connection} generic --settings <file>".`;
      say(
        { ...proposal, accepted: accept === true },
        () => `${fieldsTable(proposal)}\n${section("Mapping", yaml)}\n${safeLine(next)}`,
      );
    },
  );
}

function fieldsTable({ samples, fields }: Proposal): string {
  const rows = fields.map(({ field, path, confidence, coverage }) => [
    field,
    path,
    confidence.toFixed(2),
    `${Math.round(coverage * 100)} %`,
  ]);
  return `Learned from ${samples} ${samples === 1 ? "alert" : "alerts"}.\n${table(["field", "path", "sure", "in"], rows, { spare: ["in"], empty: "Nothing was found." })}`;
}

async function mappingText({ samples, fields, settings }: Proposal): Promise<string> {
  const { stringify } = await import("yaml");
  const notes = fields.map(
    ({ field, confidence, coverage }) =>
      `#   ${field}: sure ${confidence.toFixed(2)}, in ${Math.round(coverage * 100)} % of the samples`,
  );
  return [`# Proposed from ${samples} alerts:`, ...notes, stringify(settings, { lineWidth: 0 })].join("\n");
}

function addTest(source: Command): void {
  const test = source
    .command("test")
    .description("read samples through a mapping, and hold it to the tests in its own file")
    .argument("<mapping>", "YAML: the settings of a generic connection, with a list of tests if there are any")
    .option("--against <path>", "a file of messages to read through it");
  does<[string], { against?: string }>(test, async ({ client, say }, { against }, path) => {
    const read = (settings: unknown, text: string) =>
      client.send<ReadMessages>("POST", "/v1/sources/read", { connector: "generic", settings, text });
    const result = await testMapping(
      readInput(path).toString("utf8"),
      path,
      against === undefined ? undefined : readInput(against).toString("utf8"),
      read,
    );
    say(result, () => testText(result));
    if (!result.passed) throw new Ended(EXIT.failed);
  });
}

function testText({ samples, tests }: Tested): string {
  const read = samples.map(({ position, what, reason, alert }) =>
    safeLine(
      `message ${position + 1}: ${alert === null ? `${what}: ${reason}` : `${alert.severity} ${alert.title} (${alert.entityType} ${alert.entityKey})`}`,
    ),
  );
  const held = tests.map(({ name, differences }) =>
    [
      safeLine(`${differences.length === 0 ? "ok    " : "FAILED"} ${name}`),
      ...differences.map((one) => safeLine(`         ${one}`)),
    ].join("\n"),
  );
  const failed = tests.filter(({ differences }) => differences.length > 0).length;
  return [...read, ...held, `${tests.length - failed} passed, ${failed} failed`].join("\n");
}
