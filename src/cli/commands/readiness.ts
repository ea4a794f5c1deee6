import { Argument, type Command } from "commander";
import type { Readiness, ReadinessHistory } from "../../api/contract/readiness.ts";
import { part } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, section, table } from "../show.ts";

/** `cordon readiness …`: how ready a workspace is for automated response. */
export function readinessCommands(cordon: Command): void {
  const readiness = cordon
    .command("readiness")
    .description("how ready this workspace is for automated response, and what to do next");
  does<[], object>(readiness, async ({ client, say }) => {
    const one = await client.get<Readiness>("/v1/readiness");
    say(one, () => assessmentText(one));
  });
  const state = readiness
    .command("state")
    .description("state what cannot be measured; it is shown as stated, and is good for a time")
    .argument("<probe>", "as cordon readiness probes names it")
    .addArgument(new Argument("<answer>").choices(["yes", "no"]))
    .requiredOption("--reason <text>", "how you know; it goes to the record");
  does<[string, string], { reason: string }>(state, async ({ client, say }, { reason }, probe, answer) => {
    const one = await client.send<Readiness>("PUT", `/v1/readiness/${part(probe)}`, { answer, reason });
    say(one, () => assessmentText(one));
  });
  const probes = readiness.command("probes").description("every probe, whether it is met, and why");
  does<[], object>(probes, async ({ client, say }) => {
    const { dimensions } = await client.get<Readiness>("/v1/readiness");
    const rows = dimensions.flatMap(({ id, probes }) =>
      probes.map((probe) => [id, probe.level, probe.id, probe.kind, probe.met ? "met" : "NOT MET", probe.because]),
    );
    const head = ["dimension", "level", "probe", "kind", "", "because"];
    say({ items: dimensions.flatMap(({ probes }) => probes) }, () => table(head, rows, { spare: ["kind", "because"] }));
  });
  const history = readiness.command("history").description("the days on which a level changed");
  does<[], object>(history, async ({ client, say }) => {
    const answer = await client.get<ReadinessHistory>("/v1/readiness/history");
    const names = Object.keys(answer.items[0]?.levels ?? {});
    const rows = answer.items.map(({ day, levels }) => [day, ...names.map((name) => levels[name] ?? null)]);
    say(answer, () => table(["day", ...names], rows, { spare: [], empty: "No day is over yet." }));
  });
}

function assessmentText({ ready, dimensions, lever, roadmap, misdiagnosis }: Readiness): string {
  const rows = dimensions.map((one) => [one.title, one.level, one.required, one.standing, one.question]);
  const first = dimensions.find(({ id }) => id === lever);
  return [
    table(["dimension", "level", "needed", "standing", "question"], rows, { spare: ["question"] }),
    ready ? "\nReady for automated response." : `\nFirst of all: ${first?.title}. ${first?.question}`,
    ...(misdiagnosis === null ? [] : [safeLines(misdiagnosis)]),
    ...(roadmap.length === 0 ? [] : [section("What to do, in this order", roadmap.map(actText).join("\n\n"))]),
  ].join("\n");
}

/** Sentences that a table would cut. */
function actText({ dimension, level, says, because, next }: Readiness["roadmap"][number], place: number): string {
  return fields([
    [`${place + 1}`, says],
    ["for", `${dimension}, level ${level}`],
    ["now", because],
    ["by", next],
  ]);
}
