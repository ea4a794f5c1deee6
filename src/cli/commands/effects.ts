import type { Command } from "commander";
import type { EffectView } from "../../api/contract/run.ts";
import { capabilities } from "../../connector/capabilities/catalog.ts";
import { countermeasureText } from "../../connector/d3fend.ts";
import { addExporting, type ExportOptions, writeExport } from "../export.ts";
import { byIncident } from "../incident-filter.ts";
import { count, part } from "../options.ts";
import { does } from "../session.ts";
import { compact, emptyText, fields, table, time } from "../show.ts";

/** `cordon effects …`. */
export function effectCommands(cordon: Command): void {
  const effects = cordon.command("effects").description("the journal of what was done, refused, or waits for a person");
  const list = filtered(effects.command("list").description("list effects, newest first"));
  list.option("--limit <count>", "at most so many", count, 50);
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
  addExport(effects);
}

function filtered(command: Command): Command {
  return command
    .option("--incident <incident>", "its number or id")
    .option("--run <id>")
    .option("--status <statuses>", "intended, awaiting, refused, applied, verified, failed, unknown")
    .option("--effect-class <classes>")
    .option("--capability <id>")
    .option("--connection <name>")
    .option("--entity <name>", "by any of its names");
}

function addExport(effects: Command): void {
  const description = "hand the journal on: every effect that is found, newest first";
  const command = addExporting(filtered(effects.command("export").description(description)));
  does<[], { [filter: string]: string } & ExportOptions>(
    command,
    async (session, { format, out, resume, ...filter }) => {
      const query = await byIncident(session.client, filter as { [filter: string]: string });
      const records = await writeExport(session, "/v1/effects/export", query, { format, out, resume });
      session.note(`${records} effects.`);
    },
  );
}

/** One effect, in full. */
export function effectText(one: EffectView): string {
  return fields([
    ["effect", one.id],
    ["capability", `${one.capability} (${one.effectClass}) by ${one.connection}`],
    ["entity", one.entityKey === "none" ? null : `${one.entityType} ${one.entityKey}`],
    ["countermeasure", capabilities.get(one.capability)?.d3fend?.map(countermeasureText).join(", ")],
    ["arguments", compact(one.args)],
    ["arguments hash", one.argsHash],
    ["idempotency key", one.idempotencyKey],
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
