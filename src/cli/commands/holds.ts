import { type Command, Option } from "commander";
import type { HoldView } from "../../api/contract/retention.ts";
import { InputError } from "../../errors.ts";
import { ENTITY_TYPES } from "../../model/words.ts";

import { count, moment, part } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, table, time } from "../show.ts";

interface AddOptions {
  incident?: string;
  entity?: string;
  type: string;
  from?: string;
  to?: string;
  workspace?: boolean;
  reason: string;
  expires?: string;
}

/** `cordon hold …`. */
export function holdCommands(cordon: Command): void {
  const hold = cordon.command("hold").alias("holds").description("what may not go, whatever its age: legal holds");
  addAdd(hold);
  const list = hold
    .command("list")
    .description("list holds in force")
    .option("--all", "also those that were released or have expired")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; all?: boolean }>(list, async ({ client, say }, { limit, all }) => {
    const page = await client.list<HoldView>("/v1/holds", all ? { all: "true" } : {}, limit);
    const rows = page.items.map((one) => [
      one.id,
      targetText(one),
      one.reason,
      one.placedBy,
      time(one.placedAt),
      endText(one),
    ]);
    say(page, () =>
      table(["id", "holds", "reason", "by", "since", "until"], rows, {
        spare: ["since", "by"],
        empty: emptyText("holds", all ? { all } : {}, "Place one: cordon hold add --incident <number> --reason …"),
      }),
    );
  });
  const release = hold
    .command("release")
    .description("release a hold; what it covered goes when its time is over")
    .argument("<id>")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[string], { reason: string }>(release, async ({ client, say }, { reason }, id) => {
    const one = await client.send<HoldView>("POST", `/v1/holds/${part(id)}/release`, { reason });
    say(one, () => `Released: ${targetText(one)}.`);
  });
}

function addAdd(hold: Command): void {
  const add = hold
    .command("add")
    .description("hold an incident, an entity, a time or the workspace")
    .option("--incident <incident>", "its number or id")
    .option("--entity <key>", "its canonical key; with --type")
    .addOption(new Option("--type <type>", "of the entity").choices(ENTITY_TYPES).default("user"))
    .option("--from <time>", "what came from then on; with --to", moment)
    .option("--to <time>", "and before then", moment)
    .option("--workspace", "everything there is in the workspace")
    .requiredOption("--reason <text>", "why; it goes to the record")
    .option("--expires <time>", "until when; without it until it is released", moment);
  does<[], AddOptions>(add, async ({ client, say }, { reason, expires, ...options }) => {
    const body = { target: targetOf(options), reason, expiresAt: expires };
    const one = await client.send<HoldView>("POST", "/v1/holds", body);
    say(one, () => `Held: ${targetText(one)}. Release it: cordon hold release ${one.id} --reason …`);
  });
}

/** The one thing that is named. */
function targetOf({ incident, entity, type, from, to, workspace }: Omit<AddOptions, "reason" | "expires">): object {
  const targets = [
    ...(incident === undefined ? [] : [{ kind: "incident", incident }]),
    ...(entity === undefined ? [] : [{ kind: "entity", entityType: type, entityKey: entity }]),
    ...(from === undefined && to === undefined ? [] : [{ kind: "range", from, to }]),
    ...(workspace ? [{ kind: "workspace" }] : []),
  ];
  if (targets.length === 1) return targets[0] as object;
  const message = "Name one thing to hold: --incident, --entity, --from with --to, or --workspace.";
  throw new InputError("cli.hold-target", message);
}

function targetText({ kind, incidentId, entityType, entityKey, from, to }: HoldView): string {
  if (kind === "incident") return `incident ${incidentId}`;
  if (kind === "entity") return `${entityType} ${entityKey}`;
  return kind === "range" ? `${time(from)} to ${time(to)}` : "the workspace";
}

function endText({ releasedAt, expiresAt }: HoldView): string {
  if (releasedAt !== null) return `released ${time(releasedAt)}`;
  return expiresAt === null ? "released" : time(expiresAt);
}
