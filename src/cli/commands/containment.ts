import type { Command } from "commander";
import type { Lease } from "../../model/effect.ts";
import { byIncident } from "../incident-filter.ts";
import { count, durationSeconds, part } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, table, time } from "../show.ts";

/** `cordon containment …`. */
export function containmentCommands(cordon: Command): void {
  const containment = cordon
    .command("containment")
    .description("what is contained right now, until when, and its way back");
  const list = containment
    .command("list")
    .description("list what is contained")
    .option("--status <statuses>", "active, releasing, released, failed", "active,releasing")
    .option("--incident <incident>", "its number or id")
    .option("--entity <key>")
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
        time(one.expiresAt),
        one.owner,
      ]);
      say(page, () =>
        table(["id", "capability", "entity", "connection", "status", "until", "owner"], rows, {
          spare: ["owner", "connection", "status", "until"],
          empty: emptyText("containments", filter),
        }),
      );
    },
  );
  const release = containment.command("release").description("end a containment now").argument("<id>");
  does<[string], object>(release, async ({ client, say }, _options, id) => {
    const lease = await client.send<Lease>("POST", `/v1/containment/${part(id)}/release`);
    say(lease, () => `${lease.capability} on ${lease.entityKey} is being undone by ${lease.reversal}.`);
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
    .option("--entity <key>")
    .option("--playbook <name>")
    .option("--all", "every one there is")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[], ReleaseAllOptions>(release, async ({ client, say }, { reason, all, ...filter }) => {
    const body = { ...(await byIncident(client, filter)), ...(all ? { all } : {}), reason };
    const done = await client.send<{ released: number }>("POST", "/v1/containment/release", body);
    say(done, () => `${done.released} containments are being undone. Look: cordon containment list`);
  });
}
