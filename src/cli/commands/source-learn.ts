/** `cordon source learn`: a mapping proposed from samples, for a person to look at, complete and accept. */
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import type { ConnectionView } from "../../api/contract/connection.ts";
import type { Proposal } from "../../api/contract/source.ts";
import { InputError, RefusedError } from "../../errors.ts";
import { readInput } from "../ask.ts";
import { count } from "../options.ts";
import { safeLine, safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { section, table } from "../show.ts";
import { samplesAt } from "./source-samples.ts";

interface LearnOptions {
  samples?: string;
  out?: string;
  accept?: boolean;
  deliveries: number;
}

export function addLearn(source: Command): void {
  const learn = source
    .command("learn")
    .description("propose a mapping from what a connection received or from a file, for a person to accept")
    .argument("<connection|file>", 'one of "cordon connections list", or a file of messages')
    .option("--samples <path>", "a file of messages to learn from, instead of the connection's own")
    .option("--out <path>", "write the mapping to a file")
    .option("--accept", "let the connection read by it from now on")
    .option("--deliveries <count>", "how many of the newest deliveries are looked at, at most 200", count, 50);
  does<[string], LearnOptions>(learn, async ({ client, say }, options, from) => {
    const { samples, out, accept = false, deliveries } = options;
    const given = samples === undefined ? samplesAt(from, deliveries) : { text: readInput(samples).toString("utf8") };
    if (accept && samples === undefined && "text" in given) throw noConnection(from);
    const proposal = await client.send<Proposal>("POST", "/v1/sources/learn", given);
    const yaml = await mappingText(proposal);
    if (out !== undefined) writeFileSync(out, yaml);
    if (accept) {
      if (proposal.missing.length > 0) throw incomplete(proposal.missing);
      await client.send<ConnectionView>("POST", "/v1/connections", {
        name: from,
        connector: "generic",
        settings: proposal.settings,
      });
    }
    say({ ...proposal, accepted: accept }, () => proposalText(proposal, yaml, accept ? from : undefined));
  });
}

function noConnection(file: string): InputError {
  return new InputError(
    "cli.bad-option",
    `${file} is a file, and --accept is for a connection: cordon source learn <connection> --samples ${file} --accept`,
  );
}

function incomplete(missing: readonly string[]): RefusedError {
  const names = missing.join(", ");
  return new RefusedError(
    "cli.incomplete-mapping",
    `The mapping has no path for ${names}, and was not accepted. Write it to a file with --out, say there where ${names} ${missing.length === 1 ? "is" : "are"}, and add the connection with it.`,
    { details: { missing } },
  );
}

function proposalText(proposal: Proposal, yaml: string, accepted: string | undefined): string {
  const next =
    accepted === undefined
      ? `Look at it, correct it, try it with "cordon source test", and accept it with --accept or "cordon connections add <name> generic --settings <file>".`
      : `The connection ${accepted} reads by this mapping now. To go back: cordon connections add ${accepted} auto`;
  return [
    fieldsTable(proposal),
    ...(proposal.missing.length === 0 ? [] : [`Nothing was found for ${proposal.missing.join(", ")}.`]),
    heldOutText(proposal),
    section("Mapping", safeLines(yaml)),
    safeLine(next),
  ].join("\n");
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

function heldOutText({ heldOut, missing }: Proposal): string {
  if (heldOut === null) {
    const why =
      missing.length > 0 ? "the mapping is not complete" : "with fewer than eight each is needed to learn from";
    return section("Held out", `None of the alerts was tried on it: ${why}.`);
  }
  const rows = heldOut.fields.map(({ field, mapping, inference, same }) => [field, mapping, inference, same]);
  const unread = heldOut.unread === 0 ? "" : `, ${heldOut.unread} of which it cannot read`;
  return section(
    `Held out: ${heldOut.samples} alerts that it was not learned from${unread}`,
    table(["field", "by the mapping", "inferred", "alike"], rows),
  );
}

async function mappingText({ samples, fields, missing, settings }: Proposal): Promise<string> {
  const { stringify } = await import("yaml");
  const notes = fields.map(({ field, path, confidence, coverage }) =>
    safeLine(
      `#   ${field} from ${path}: sure ${confidence.toFixed(2)}, in ${Math.round(coverage * 100)} % of the samples`,
    ),
  );
  const gaps = missing.map((field) => `#   ${field}: found nowhere; write where it is`);
  return [`# Proposed from ${samples} alerts:`, ...notes, ...gaps, stringify(settings, { lineWidth: 0 })].join("\n");
}
