import type { Command } from "commander";
import type { KeptFromModels, NewlyKept } from "../../api/contract/kept-from-models.ts";
import { InputError } from "../../errors.ts";
import { count, moment, part } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, table, time } from "../show.ts";

const KEPT = "/v1/kept-from-models";

interface KeepOptions {
  incident?: string;
  type?: string;
  from?: string;
  to?: string;
  prompts?: boolean;
  reason: string;
}

/** `cordon triage keep-out|kept-out|let-in`: what models do not see. */
export function keptCommands(triage: Command): void {
  addKeep(triage);
  const list = triage
    .command("kept-out")
    .description("list what models do not see")
    .option("--all", "also what they may see again")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; all?: boolean }>(list, async ({ client, say }, { limit, all }) => {
    const page = await client.list<KeptFromModels>(KEPT, all ? { all: "true" } : {}, limit);
    const rows = page.items.map((one) => [
      one.id,
      targetText(one),
      one.prompts ? "training, prompts" : "training",
      one.reason,
      one.keptBy,
      time(one.keptAt),
      one.endedAt === null ? "" : `ended ${time(one.endedAt)}`,
    ]);
    const empty = emptyText(
      "incidents kept from models",
      all ? { all } : {},
      "Keep something: cordon triage keep-out --incident <number> --reason …",
    );
    say(page, () =>
      table(["id", "what", "kept from", "reason", "by", "since", ""], rows, { spare: ["since", "by"], empty }),
    );
  });
  const letIn = triage
    .command("let-in")
    .description("let models see again what was kept from them")
    .argument("<id>")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[string], { reason: string }>(letIn, async ({ client, say }, { reason }, id) => {
    const one = await client.send<KeptFromModels>("POST", `${KEPT}/${part(id)}/end`, { reason });
    say(one, () => `Models may see again: ${targetText(one)}.`);
  });
}

function addKeep(triage: Command): void {
  const keep = triage
    .command("keep-out")
    .description("keep an incident, a type or a time from what models learn from; needs the role admin")
    .option("--incident <incident>", "its number or id")
    .option("--type <type>", "an incident type, or a class of types")
    .option("--from <time>", "what was opened from then on; with --to", moment)
    .option("--to <time>", "and before then", moment)
    .option("--prompts", "show it to no language model either")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[], KeepOptions>(keep, async ({ client, say }, { prompts = false, reason, ...options }) => {
    const one = await client.send<NewlyKept>("POST", KEPT, { target: targetOf(options), prompts, reason });
    say(
      one,
      () =>
        `Kept from models: ${targetText(one)}. ${stoppedText(one)}\nLet it in again: cordon triage let-in ${one.id} --reason …`,
    );
  });
}

function stoppedText({ stopped }: NewlyKept): string {
  if (stopped.length === 0) return "No model in force has learned from it.";
  const which = stopped.length === 1 ? `Model ${stopped[0]} has` : `Models ${stopped.join(", ")} have`;
  return `${which} learned from it and propose${stopped.length === 1 ? "s" : ""} nothing any more; another is made of what is left, within a minute.`;
}

/** The one thing that is named. */
function targetOf({ incident, type, from, to }: Omit<KeepOptions, "reason" | "prompts">): object {
  const targets = [
    ...(incident === undefined ? [] : [{ kind: "incident", incident }]),
    ...(type === undefined ? [] : [{ kind: "type", typeId: type }]),
    ...(from === undefined && to === undefined ? [] : [{ kind: "range", from, to }]),
  ];
  if (targets.length === 1) return targets[0] as object;
  throw new InputError(
    "cli.kept-target",
    "Name one thing to keep from models: --incident, --type, or --from with --to.",
  );
}

function targetText({ kind, incidentId, typeId, from, to }: KeptFromModels): string {
  if (kind === "incident") return `incident ${incidentId}`;
  return kind === "type" ? `type ${typeId}` : `opened ${time(from)} to ${time(to)}`;
}
