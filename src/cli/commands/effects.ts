import type { Command } from "commander";
import type { EffectView } from "../../api/contract/run.ts";
import { byIncident } from "../incident-filter.ts";
import { count, part } from "../options.ts";
import { does } from "../session.ts";
import { compact, emptyText, fields, table, time } from "../show.ts";

/** `cordon effects …`. */
export function effectCommands(cordon: Command): void {
  const effects = cordon.command("effects").description("the journal of what was done, refused, or waits for a person");
  const list = effects
    .command("list")
    .description("list effects, newest first")
    .option("--incident <incident>", "its number or id")
    .option("--run <id>")
    .option("--status <statuses>", "intended, awaiting, refused, applied, verified, failed, unknown")
    .option("--effect-class <classes>")
    .option("--capability <id>")
    .option("--connection <name>")
    .option("--entity <name>", "by any of its names")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; [filter: string]: string | number }>(
    list,
    async ({ client, say }, { limit, ...filter }) => {
      const page = await client.list<EffectView>("/v1/effects", await byIncident(client, filter), limit);
      const rows = page.items.map((one) => [
        one.id,
        one.capability,
        one.connection,
        one.entityKey === "none" ? null : one.entityKey,
        one.status,
        one.guard.decision,
        time(one.intendedAt),
        one.playbook,
      ]);
      say(page, () =>
        table(["id", "capability", "connection", "entity", "status", "scope", "at", "playbook"], rows, {
          spare: ["playbook", "at", "scope", "connection", "status"],
          empty: emptyText("effects", filter),
        }),
      );
    },
  );
  const show = effects.command("show").description("show an effect").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<EffectView>(`/v1/effects/${part(id)}`);
    say(one, () => effectText(one));
  });
}

/** One effect, in full. */
export function effectText(one: EffectView): string {
  return fields([
    ["effect", one.id],
    ["capability", `${one.capability} (${one.effectClass}) by ${one.connection}`],
    ["entity", one.entityKey === "none" ? null : `${one.entityType} ${one.entityKey}`],
    ["arguments", compact(one.args)],
    ["arguments hash", one.argsHash],
    [
      "scope",
      `${one.guard.decision}: ${one.guard.reason}${one.guard.policies.length > 0 ? ` [${one.guard.policies.join(", ")}]` : ""}`,
    ],
    ["status", `${one.status}, tried ${one.attempts === 1 ? "once" : `${one.attempts} times`}`],
    ["output", one.output === null ? undefined : compact(one.output)],
    ["error", one.error === null ? undefined : compact(one.error)],
    ["read back", one.readBack === null ? undefined : compact(one.readBack)],
    ["incident", one.incidentId],
    ["run", one.runId],
    ["asked", time(one.intendedAt)],
    ["settled", time(one.settledAt)],
  ]);
}
