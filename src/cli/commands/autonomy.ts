import type { Command } from "commander";
import type { Standing, StandingDetail } from "../../api/contract/autonomy.ts";
import { InputError } from "../../errors.ts";
import type { AutonomySettings } from "../../model/autonomy.ts";
import { figureText } from "../figures.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, section, table, time } from "../show.ts";
import { rowOf } from "./decisions.ts";

/** `cordon autonomy …`. */
export function autonomyCommands(cordon: Command): void {
  const autonomy = cordon
    .command("autonomy")
    .description("how far each playbook is trusted with incidents of each type: shadow, ask, act");
  const list = autonomy.command("list").description("list playbooks and types that were moved or observed");
  does<[], object>(list, async ({ client, say }) => {
    const { items } = await client.get<{ items: Standing[] }>("/v1/autonomy");
    const rows = items.map((one) => [
      ...[one.playbook, one.incidentType, one.stage, time(one.since), figureText(one.agreement), one.stood],
      nextText(one),
    ]);
    const empty =
      "No playbook was moved, and no person has judged what one did; cordon autonomy settings shows where playbooks begin.";
    say({ items }, () =>
      table(["playbook", "type", "stage", "since", "agreed", "stood", "next"], rows, {
        spare: ["since", "stood"],
        empty,
      }),
    );
  });
  const show = autonomy
    .command("show")
    .description("show one, with what was agreed on and each move")
    .argument("<playbook>")
    .argument("<type>", "the incident type");
  does<[string, string], object>(show, async ({ client, say }, _options, playbook, incidentType) => {
    const query = new URLSearchParams({ playbook, incidentType });
    const one = await client.get<StandingDetail>(`/v1/autonomy/standing?${query.toString()}`);
    say(one, () => textOf(one));
  });
  addMoves(autonomy);
  addSettings(autonomy);
}

function addMoves(autonomy: Command): void {
  const promote = autonomy
    .command("promote")
    .description("give a playbook the next stage that it has earned; two people where the settings say so")
    .argument("<playbook>")
    .argument("<type>", "the incident type")
    .requiredOption("--reason <text>", "why; it goes to the record");
  const demote = autonomy
    .command("demote")
    .description("take freedom from a playbook at once")
    .argument("<playbook>")
    .argument("<type>", "the incident type")
    .option("--to <stage>", "ask or shadow; one stage down unless said")
    .requiredOption("--reason <text>", "why; it goes to the record");
  for (const command of [promote, demote])
    does<[string, string], object>(command, async ({ client, say }, options, playbook, incidentType) => {
      const body = { playbook, incidentType, ...options };
      const one = await client.send<StandingDetail>("POST", `/v1/autonomy/${command.name()}`, body);
      const waits =
        one.proposedBy === null ? "" : ` ${one.proposedBy} asked for ${one.offered}; a second person has to agree.`;
      say(one, () => safeLines(`${one.playbook} is in the stage ${one.stage} for ${one.incidentType}.${waits}`));
    });
}

function addSettings(autonomy: Command): void {
  const settings = autonomy
    .command("settings")
    .description("show by what stages are moved, or set it")
    .option("--set <name=value...>", "what differs from the usual; what is not named is as usual again");
  does<[], { set?: string[] }>(settings, async ({ client, say }, { set }) => {
    const path = "/v1/autonomy/settings";
    const one =
      set === undefined
        ? await client.get<AutonomySettings>(path)
        : await client.send<AutonomySettings>("PUT", path, Object.fromEntries(set.map(readSetting)));
    say(one, () => fields(Object.entries(one).map(([name, value]): [string, string] => [name, String(value)])));
  });
}

function readSetting(text: string): [string, string | number | boolean] {
  const [, name = "", value = ""] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (name === "")
    throw new InputError("cli.bad-pair", `"${text}" is no setting; expected a name and a value, as level=0.95.`);
  if (value === "true" || value === "false") return [name, value === "true"];
  return [name, Number.isNaN(Number(value)) ? value : Number(value)];
}

/** The next stage and what stands between: nothing, a first word, or a second one. */
function nextText({ offered, missing, proposedBy }: Standing): string {
  if (offered === null) return missing;
  if (proposedBy === null) return `${offered} is earned: cordon autonomy promote`;
  return `${offered} is earned, and ${proposedBy} asked for it: a second person has to agree`;
}

function textOf(one: StandingDetail): string {
  const head = fields([
    ["playbook", one.playbook],
    ["incident type", one.incidentType],
    ["stage", `${one.stage} since ${time(one.since)}, by ${one.by}`],
    ["reason", one.reason],
    ["agreed", figureText(one.agreement)],
    ["stood", `${one.stood} that nobody said anything of`],
    ["next", nextText(one)],
  ]);
  const seen = one.observations.map(({ at, source, agreed, judged, text, incidentId }) => [
    ...[time(at), source, judged ? (agreed ? "agreed" : "disagreed") : "stood", text, incidentId],
  ]);
  return [
    head,
    section("Observed", table(["at", "from", "people", "what", "incident"], seen, { spare: ["incident", "at"] })),
    section(
      "Moves",
      table(["id", "kind", "status", "until", "by", "about", "what"], one.moves.map(rowOf), {
        spare: ["until", "about"],
      }),
    ),
  ].join("\n");
}
