import type { Command } from "commander";
import type { EffectView, LeaseLook } from "../../api/contract/run.ts";
import type { Lease } from "../../model/effect.ts";
import type { Client } from "../client.ts";
import { byIncident } from "../incident-filter.ts";
import { count, durationSeconds, part } from "../options.ts";
import { does } from "../session.ts";
import { compact, emptyText, fields, table, time } from "../show.ts";

/** `cordon containment …`. */
export function containmentCommands(cordon: Command): void {
  const containment = cordon
    .command("containment")
    .description("what is contained right now, until when, and its way back");
  const list = containment
    .command("list")
    .description("list what is contained")
    .option("--status <statuses>", "active, releasing, released, failed", IN_FORCE)
    .option("--incident <incident>", "its number or id")
    .option("--entity <name>", "by any of its names")
    .option("--capability <id>")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; [filter: string]: string | number }>(
    list,
    async ({ client, say }, { limit, ...filter }) => {
      const page = await client.list<Lease>("/v1/containment", await byIncident(client, filter), limit);
      const rows = page.items.map((one) => [
        one.id,
        one.capability,
        one.entityKey,
        one.connection,
        one.status,
        time(one.startedAt),
        time(one.expiresAt),
        one.owner,
        one.reason,
      ]);
      say(page, () =>
        table(["id", "capability", "entity", "connection", "status", "since", "until", "owner", "why"], rows, {
          spare: ["why", "owner", "since", "connection", "status", "until"],
          empty: nothingText(filter),
        }),
      );
    },
  );
  addLooks(containment);
  const release = containment.command("release").description("end a containment now").argument("<id>");
  does<[string], object>(release, async ({ client, say }, _options, id) => {
    const lease = await client.send<Lease>("POST", `/v1/containment/${part(id)}/release`);
    const { id: own, entityKey: entity, capability, connection } = lease;
    const same = await client.list<Lease>("/v1/containment", { status: IN_FORCE, entity, capability }, 200);
    const other = same.items.find((one) => one.id !== own && one.connection === connection);
    say(lease, () =>
      other === undefined
        ? `${capability} on ${entity} is being undone by ${lease.reversal}.`
        : `This containment of ${entity} ends, but another one of it holds until ${time(other.expiresAt)}: cordon containment show ${other.id}`,
    );
  });
  addReleaseAll(containment);
  const extend = containment
    .command("extend")
    .description("move the end of a containment")
    .argument("<id>")
    .requiredOption("--for <duration>", "from now on: 30m, 4h, 2d", durationSeconds);
  does<[string], { for: number }>(extend, async ({ client, say }, { for: seconds }, id) => {
    const until = new Date(Date.now() + seconds * 1000).toISOString();
    const lease = await client.send<Lease>("POST", `/v1/containment/${part(id)}/extend`, { until });
    say(lease, () => `${lease.capability} on ${lease.entityKey} ends ${time(lease.expiresAt)}.`);
  });
}

const IN_FORCE = "active,releasing";

function nothingText({ status, ...filter }: { [filter: string]: string | number }): string {
  if (status !== IN_FORCE) return emptyText("containments", { status, ...filter });
  return Object.keys(filter).length === 0 ? "Nothing is contained now." : emptyText("containments in force", filter);
}

function releasedText(released: number): string {
  if (released === 0) return "Nothing is contained there now: there is nothing to undo.";
  const are = released === 1 ? "1 containment is" : `${released} containments are`;
  return `${are} being undone. Look: cordon containment list`;
}

function addLooks(containment: Command): void {
  const show = containment
    .command("show")
    .description("show a containment: since when, until when, why, and its way back")
    .argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const lease = await client.get<Lease>(`/v1/containment/${part(id)}`);
    const undone = await undoingOf(client, lease);
    say(lease, () => leaseText(lease, undone));
  });
  const look = containment
    .command("look")
    .description("ask the system that holds a containment whether it still does; nothing is changed")
    .argument("<id>");
  does<[string], object>(look, async ({ client, say }, _options, id) => {
    const lease = await client.get<Lease>(`/v1/containment/${part(id)}`);
    const seen = await client.send<LeaseLook>("POST", `/v1/containment/${part(id)}/look`);
    const of = `${lease.capability} on ${lease.entityKey}`;
    say(seen, () => `${lookText(seen, lease)(of, lease.connection)}\n${compact(seen.seen)}`);
  });
}

const SEEN: Readonly<Record<LeaseLook["inForce"], (of: string, connection: string) => string>> = {
  yes: (of, connection) => `${of} is in force in ${connection}.`,
  no: (of, connection) => `${of} is not in force in ${connection}.`,
  "cannot-tell": (of, connection) => `${connection} cannot say whether ${of} is in force.`,
};

function lookText({ inForce, whose }: LeaseLook, { status }: Lease): (of: string, connection: string) => string {
  if (inForce === "no" && status === "active") return undoneThere;
  if (inForce !== "yes" || whose === "ours") return SEEN[inForce];
  return whose === "unknown" ? inForceThere : remadeThere;
}

function inForceThere(of: string, connection: string): string {
  return `${of} is in force in ${connection}, which does not tell whether somebody undid it there and did it again.`;
}

function remadeThere(of: string, connection: string): string {
  return `${of} is in force in ${connection}, but somebody undid it there and did it again: theirs stays when this one ends.`;
}

function undoneThere(of: string, connection: string): string {
  return `${of} is not in force in ${connection} any more: somebody undid it there.`;
}

/** The effect that undid it; none while it holds, or where it ended without one as something else held on. */
async function undoingOf(client: Client, lease: Lease): Promise<EffectView | undefined> {
  if (lease.releasedAt === null) return undefined;
  const filter = { capability: lease.reversal, entity: lease.entityKey };
  const { items } = await client.list<EffectView>("/v1/effects", filter, 200);
  return items.find(({ reverses }) => reverses === lease.effectId);
}

/** What the journal noted of it: that somebody had been there before, where that is so. */
function undoneText({ status, readBack }: EffectView): string {
  return typeof readBack?.note === "string" ? `${status}: ${readBack.note}` : status;
}

function leaseText(lease: Lease, undone: EffectView | undefined): string {
  const error = lease.error as { message?: string } | null;
  return fields([
    ["containment", lease.id],
    ["what", `${lease.capability} by ${lease.connection}`],
    ["on", `${lease.entityType} ${lease.entityKey}`],
    ["why", lease.reason],
    ["owner", lease.owner],
    ["incident", lease.incidentId],
    ["status", lease.status],
    ["since", time(lease.startedAt)],
    ["until", time(lease.expiresAt)],
    ["way back", lease.reversal],
    ["effect", lease.effectId],
    ["not undone yet", error === null ? undefined : (error.message ?? compact(error))],
    ["released", lease.releasedAt === null ? undefined : `${time(lease.releasedAt)} by ${lease.releasedBy}`],
    ["undone", undone === undefined ? undefined : undoneText(undone)],
  ]);
}

interface ReleaseAllOptions {
  incident?: string;
  entity?: string;
  playbook?: string;
  all?: true;
  reason: string;
}

function addReleaseAll(containment: Command): void {
  const release = containment
    .command("release-all")
    .description("end all containments of an incident, an entity, a playbook, or (--all) of the workspace")
    .option("--incident <incident>", "its number or id")
    .option("--entity <name>", "by any of its names")
    .option("--playbook <name>")
    .option("--all", "every one there is")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[], ReleaseAllOptions>(release, async ({ client, say }, { reason, all, ...filter }) => {
    const body = { ...(await byIncident(client, filter)), ...(all ? { all } : {}), reason };
    const done = await client.send<{ released: number }>("POST", "/v1/containment/release", body);
    say(done, () => releasedText(done.released));
  });
}
