import type { Command } from "commander";
import type { IncidentDetail } from "../../api/contract/incident.ts";
import { InputError } from "../../errors.ts";
import { part } from "../options.ts";
import { does } from "../session.ts";

/** `cordon incidents merge|split|undo`. */
export function addMoves(incidents: Command): void {
  addMerge(incidents);
  addSplit(incidents);
  addUndo(incidents);
}

function addMerge(incidents: Command): void {
  const merge = incidents
    .command("merge")
    .description(
      "make incidents a part of another: their alerts go there, they are closed as duplicates, their runs end",
    )
    .argument("<incidents...>", "their numbers or ids")
    .requiredOption("--into <incident>", "the one that stays")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[string[]], { into: string; reason: string }>(merge, async ({ client, say }, body, incidents) => {
    let into: IncidentDetail | undefined;
    for (const one of incidents)
      into = await client.send<IncidentDetail>("POST", `/v1/incidents/${part(one)}/merge`, body);
    say(into, () => `Incident ${into?.number} has ${alertsOf(into)} now. ${undoHint(into)}`);
  });
}

function addSplit(incidents: Command): void {
  const split = incidents
    .command("split")
    .description("give alerts of an incident one of their own, classified and responded to anew")
    .argument("<incident>", "its number or id")
    .requiredOption("--alerts <ids...>", "the alerts that go")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[string], { alerts: string[]; reason: string }>(split, async ({ client, say }, { alerts, reason }, incident) => {
    const body = { alerts: alerts.flatMap((ids) => ids.split(",")), reason };
    const made = await client.send<IncidentDetail>("POST", `/v1/incidents/${part(incident)}/split`, body);
    say(made, () => `Incident ${made.number} was opened with ${alertsOf(made)}. ${undoHint(made)}`);
  });
}

function addUndo(incidents: Command): void {
  const undo = incidents
    .command("undo")
    .description("undo a merge or a split: the newest one of the incident, or the one named")
    .argument("<incident>", "its number or id")
    .argument("[move]", "as `incidents show` names it");
  does<[string, string?], object>(undo, async ({ client, say }, _options, incident, move) => {
    const path = `/v1/incidents/${part(incident)}`;
    const chosen = move ?? (await client.get<IncidentDetail>(path)).moves.find(({ undoneAt }) => undoneAt === null)?.id;
    if (chosen === undefined)
      throw new InputError(
        "cli.nothing-to-undo",
        `Nothing was merged or split of incident ${incident} that still stands.`,
      );
    const back = await client.send<IncidentDetail>("POST", `${path}/moves/${part(chosen)}/undo`);
    say(back, () => `Undone: incident ${back.number} is ${back.status} and has ${alertsOf(back)}.`);
  });
}

function undoHint(one: IncidentDetail | undefined): string {
  return `To undo it: cordon incidents undo ${one?.number}`;
}

function alertsOf(one: IncidentDetail | undefined): string {
  const count = one?.alertCount ?? 0;
  return `${count} ${count === 1 ? "alert" : "alerts"}`;
}
