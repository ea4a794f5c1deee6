/** `cordon source …`: how messages are read, tried out on files, and mappings learned from samples. */
import type { Command } from "commander";
import type { ReadMessages } from "../../api/contract/source.ts";
import { readInput } from "../ask.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";
import { table } from "../show.ts";
import { addLearn } from "./source-learn.ts";
import { addTest } from "./source-test.ts";

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
