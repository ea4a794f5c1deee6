import type { Command } from "commander";
import type { HeldBy, RunDetail, RunView } from "../../api/contract/run.ts";
import { frozenText } from "../../model/words.ts";
import { byIncident } from "../incident-filter.ts";
import { count, part, versionNumber } from "../options.ts";
import { does } from "../session.ts";
import { compact, emptyText, fields, section, table, time } from "../show.ts";

/** `cordon runs …`. */
export function runCommands(cordon: Command): void {
  const runs = cordon.command("runs").description("look at runs, end them, let them go on");
  const list = runs
    .command("list")
    .description("list runs, newest first")
    .option("--status <statuses>", "ready, running, waiting, done, failed, cancelled")
    .option("--incident <incident>", "its number or id")
    .option("--playbook <name>")
    .option("--outcome <outcome>")
    .option("--shadow", "shadows, instead of the runs that respond")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; shadow?: boolean; [filter: string]: string | number | boolean | undefined }>(
    list,
    async ({ client, say }, { limit, shadow, ...given }) => {
      const filter: Record<string, string> = {
        ...(given as Record<string, string>),
        ...(shadow && { shadow: "true" }),
      };
      const page = await client.list<RunView>("/v1/runs", await byIncident(client, filter), limit);
      const rows = page.items.map((one) => [
        one.id,
        `${one.playbook}@${one.playbookVersion}`,
        one.held === undefined ? one.status : `${one.status}, stopped`,
        one.outcome,
        time(one.startedAt),
        time(one.endedAt),
        one.incidentNumber ?? one.incidentId,
      ]);
      say(page, () =>
        table(["id", "playbook", "status", "outcome", "started", "ended", "incident"], rows, {
          spare: ["incident", "ended", "started", "outcome"],
          empty: emptyText("runs", filter),
        }),
      );
    },
  );
  const show = runs.command("show").description("show a run with its recorded steps").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const run = await client.get<RunDetail>(`/v1/runs/${part(id)}`);
    say(run, () => detailText(run));
  });
  addMove(runs);
  addRerun(runs);
  const verbs = [
    ["cancel", "end a run; its incident is handed over", "is asked to end"],
    ["resume", "wake a waiting run, or start a failed or cancelled one over", "goes on"],
  ] as const;
  for (const [verb, description, words] of verbs) {
    const command = runs.command(verb).description(description).argument("<id>");
    does<[string], object>(command, async ({ client, say }, _options, id) => {
      const run = await client.send<RunDetail>("POST", `/v1/runs/${part(id)}/${verb}`);
      say(run, () => `Run ${run.id} ${words}.`);
    });
  }
}

function addMove(runs: Command): void {
  const move = runs
    .command("move")
    .description("let a waiting run go on with another version, where what it waits at is the same there")
    .argument("<id>")
    .requiredOption("--version <version>", "which version of its playbook", versionNumber)
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[string], { version: number; reason: string }>(move, async ({ client, say }, body, id) => {
    const run = await client.send<RunDetail>("POST", `/v1/runs/${part(id)}/move`, body);
    say(run, () => `Run ${run.id} goes on with ${run.playbook}@${run.playbookVersion}.`);
  });
}

function addRerun(runs: Command): void {
  const rerun = runs
    .command("rerun")
    .description(
      "let a run that failed, was cancelled or handed over go on from one of its steps; what took hold is not done again",
    )
    .argument("<id>")
    .requiredOption("--from <step>", "a step that it came to, as `runs show` names it")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[string], { from: string; reason: string }>(rerun, async ({ client, say }, body, id) => {
    const run = await client.send<RunDetail>("POST", `/v1/runs/${part(id)}/rerun`, body);
    say(run, () => `Run ${run.id} goes on from ${body.from}.`);
  });
}

/** Who stopped it, and how it goes on. */
export function heldText(held: HeldBy): string {
  return `${held.by} froze ${frozenText(held)}: ${held.reason} (it goes on after: cordon thaw ${`${held.scope} ${held.name}`.trim()})`;
}

function detailText(run: RunDetail): string {
  const head = fields([
    ["run", run.id],
    ["playbook", `${run.playbook}@${run.playbookVersion}${run.shadow ? ", a shadow" : ""}`],
    ["incident", run.incidentId],
    ["status", run.status],
    ["stopped", run.held === undefined ? undefined : heldText(run.held)],
    ["outcome", run.outcome],
    ["error", run.error === null ? undefined : compact(run.error)],
    ["goes on", time(run.wakeAt)],
    ["started", time(run.startedAt)],
    ["ended", time(run.endedAt)],
  ]);
  const steps = run.steps.map((one) => [
    one.position,
    one.step,
    one.kind,
    one.attempt,
    one.status,
    time(one.at),
    compact(one.error ?? one.output),
  ]);
  return `${head}\n${section("Steps", table(["#", "step", "kind", "try", "status", "at", "result"], steps, { spare: ["try", "kind", "at"] }))}`;
}
