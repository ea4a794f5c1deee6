/** A connection that is frozen is told nothing, and holds up nobody else. */
import { afterEach, expect, test } from "vitest";
import { type RangeSync, startRangeSync } from "../../test/support/range-sync.ts";
import { newId } from "../ids.ts";
import { transaction } from "../store/database.ts";
import { freeze, thaw } from "../store/freeze.ts";
import { queueChange } from "../store/sync.ts";
import { insertLink } from "../store/sync-link.ts";

let range: RangeSync;
afterEach(() => range.stop());

async function rest(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await range.rows("UPDATE sync_outbox SET next_attempt_at = now() WHERE done_at IS NULL AND held_at IS NULL");
    while ((await range.sync.pushDue()) > 0);
    await range.rows("UPDATE sync_links SET next_poll_at = now() WHERE next_poll_at < 'infinity'");
    await range.sync.pollDue();
  }
}

test("comments reach the SIEM while the ticket's connection is frozen, and the ticket in their order afterwards", async () => {
  range = await startRangeSync();
  const { system } = range.store.database;
  const { workspaceId } = range.store;
  await range.rows(
    "INSERT INTO connections (id, workspace_id, name, connector, settings, secret_names) VALUES ($1, $2, 'tickets', 'range-ticket', '{}', '{}') ON CONFLICT (id) DO UPDATE SET name = 'tickets'",
    [range.connectionIds.ticket, workspaceId],
  );
  await range.call("siem", "POST", "/alerts", { id: "finding-1", source: "test", raw: {} });
  const incidentId = await range.incident([{ uid: "finding-1", connectionId: newId() }]);
  const ticket = String((await range.call("ticket", "POST", "/tickets", { subject: "Incident 1" })).id);
  const link = { id: newId(), workspaceId, incidentId, connectionId: range.connectionIds.ticket };
  await insertLink(system, { ...link, kind: "ticket", externalId: ticket });
  await rest();

  const said = (comment: string) =>
    queueChange(system, { workspaceId, incidentId, change: { kind: "comment", comment } });
  const texts = async (of: "siem" | "ticket") =>
    (
      (await range.call(of, "GET", of === "siem" ? "/alerts/finding-1" : `/tickets/${ticket}`)).comments as {
        text: string;
      }[]
    )
      .map(({ text }) => text.split("\n")[0])
      .filter((text) => /^(first|second|third)$/.test(text ?? ""));
  const how = { scope: "connection", name: "tickets", reason: "r", by: "system" } as const;
  const id = await transaction(system, (client) => freeze(client, workspaceId, how));
  await said("first");
  await said("second");
  await rest();
  expect(await texts("siem")).toEqual(["first", "second"]);
  expect(await texts("ticket")).toEqual([]);

  await transaction(system, (client) => thaw(client, workspaceId, id, { by: "system", reason: "r" }));
  await said("third");
  await rest();
  expect(await texts("ticket")).toEqual(["first", "second", "third"]);
  expect(await texts("siem")).toEqual(["first", "second", "third"]);
});
