import pg from "pg";
import { afterEach, expect, it } from "vitest";
import { type RangeSync, startRangeSync } from "../../test/support/range-sync.ts";
import { TransientError } from "../errors.ts";
import { newId } from "../ids.ts";
import { freeClaims } from "../store/claims.ts";
import { transaction } from "../store/database.ts";
import { endIncidents } from "../store/incident-end.ts";
import { claimChanges, queueChange, type SyncChange } from "../store/sync.ts";
import { claimLink, insertLink } from "../store/sync-link.ts";
import type { SyncConnection } from "./outside.ts";
import { MAX_ALERT_LINKS } from "./settings.ts";

let range: RangeSync;
afterEach(() => range.stop());

const uid = "finding-1";
type Said = { author: string; text: string }[];

/** A range in which the SIEM raised one alert, an incident about it, and a ticket that was opened for it. */
async function linkedIncident(through?: (connection: SyncConnection) => SyncConnection, alerts = [uid]) {
  range = await startRangeSync(through);
  for (const id of alerts) await range.call("siem", "POST", "/alerts", { id, source: "test", raw: {} });
  const incidentId = await range.incident(alerts.map((id) => ({ uid: id, connectionId: newId() })));
  const ticket = String((await range.call("ticket", "POST", "/tickets", { subject: "Incident 1" })).id);
  await insertLink(range.store.database.system, {
    id: newId(),
    workspaceId: range.store.workspaceId,
    incidentId,
    connectionId: range.connectionIds.ticket,
    kind: "ticket",
    externalId: ticket,
  });
  await rest();
  return { incidentId, ticket };
}

/** Pushes and polls until nothing is due any more, with everything due now. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) {
    await range.rows("UPDATE sync_outbox SET next_attempt_at = now() WHERE done_at IS NULL");
    while ((await range.sync.pushDue()) > 0);
    await range.rows("UPDATE sync_links SET next_poll_at = now() WHERE next_poll_at < 'infinity'");
    await range.sync.pollDue();
  }
}

async function edit(incidentId: string, change: Omit<SyncChange, "kind">): Promise<void> {
  await transaction(range.store.database.system, async (client) => {
    if (change.status)
      await client.query("UPDATE incidents SET status = $2 WHERE id = $1", [incidentId, change.status]);
    if (change.disposition)
      await client.query("UPDATE incidents SET disposition = $2 WHERE id = $1", [incidentId, change.disposition]);
    await queueChange(client, {
      workspaceId: range.store.workspaceId,
      incidentId,
      change: { kind: "edited", ...change },
    });
  });
}

async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client(range.store.url);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

const alert = (id = uid) => range.call("siem", "GET", `/alerts/${id}`);
const ticketOf = (id: string) => range.call("ticket", "GET", `/tickets/${id}`);
const texts = (said: unknown) => (said as Said).map((one) => one.text.split("\n")[0]);

it("links the alert where it is kept and brings alert and ticket up to date", async () => {
  const { ticket } = await linkedIncident();
  expect(await alert()).toMatchObject({ status: "in-progress", disposition: "unknown" });
  expect(await ticketOf(ticket)).toMatchObject({ status: "in_progress" });
  expect(await range.rows("SELECT kind, error FROM sync_links ORDER BY kind")).toEqual([
    { kind: "alert", error: null },
    { kind: "ticket", error: null },
  ]);
});

it("closes the incident when a person closes the ticket, cancels its runs, and tells the SIEM but not the ticket", async () => {
  const { incidentId, ticket } = await linkedIncident();
  const run = newId();
  await range.rows(
    "INSERT INTO runs (id, workspace_id, subject_id, program_id, status, state) VALUES ($1, $2, $3, $1, 'waiting', '{}')",
    [run, range.store.workspaceId, incidentId],
  );
  await range.call("ticket", "POST", `/tickets/${ticket}/close`, {
    by: "oskar.vogt",
    resolution: "false-positive",
    comment: "A test of ours.",
  });
  const before = await ticketOf(ticket);
  await rest();
  expect(await range.read(incidentId)).toMatchObject({
    status: "closed",
    disposition: "false-positive",
    closed_at: expect.any(Date),
    resolved_at: expect.any(Date),
  });
  expect(await alert()).toMatchObject({ status: "closed", disposition: "false-positive" });
  expect(await ticketOf(ticket)).toEqual(before);
  expect(await range.rows("SELECT cancel_requested_by FROM runs")).toEqual([
    { cancel_requested_by: "connection:ticket" },
  ]);
  expect(await range.rows("SELECT actor, action FROM audit WHERE action = 'incident-closed'")).toEqual([
    { actor: "connection:ticket", action: "incident-closed" },
  ]);
  expect(await range.rows("SELECT 1 FROM sync_links WHERE next_poll_at < 'infinity'")).toEqual([]);
});

it("shows in the SIEM and in the ticket what a run or a person made of the incident here", async () => {
  const { incidentId, ticket } = await linkedIncident();
  await transaction(range.store.database.system, (client) =>
    endIncidents(client, [
      {
        incidentId,
        workspaceId: range.store.workspaceId,
        actor: "playbook:x@1",
        kind: "end",
        status: "resolved",
        disposition: "true-positive",
        reason: "The key is disabled.",
        queue: null,
        questions: [],
      },
    ]),
  );
  await rest();
  expect(await alert()).toMatchObject({ status: "resolved", disposition: "true-positive" });
  expect(await ticketOf(ticket)).toMatchObject({ status: "solved", resolution: "true-positive" });
  expect(texts((await alert()).comments)).toEqual(["The key is disabled."]);
  await edit(incidentId, { status: "in-progress", disposition: "suspicious", by: "person:ann" });
  await rest();
  expect(await ticketOf(ticket)).toMatchObject({ status: "in_progress", resolution: "suspicious" });
});

it("carries comments every way exactly once", async () => {
  const { incidentId, ticket } = await linkedIncident();
  await range.call("ticket", "PATCH", `/tickets/${ticket}`, { by: "oskar.vogt", comment: "Asked the user." });
  await range.call("siem", "PATCH", `/alerts/${uid}`, { by: "ines", comment: "Seen before." });
  await edit(incidentId, { comment: "ann: On it.", by: "person:ann" });
  await rest();
  expect(await range.rows("SELECT author, body FROM comments ORDER BY body")).toEqual([
    { author: "oskar.vogt (ticket)", body: "Asked the user." },
    { author: "ines (siem)", body: "Seen before." },
  ]);
  expect(texts((await ticketOf(ticket)).comments).sort()).toEqual([
    "Asked the user.",
    "ann: On it.",
    `ines, alert ${uid} in siem: Seen before.`,
  ]);
  expect(texts((await alert()).comments).sort()).toEqual([
    "Seen before.",
    "ann: On it.",
    `oskar.vogt, ticket ${ticket} in ticket: Asked the user.`,
  ]);
});

it("says a comment once although the process died, or the answer was lost, between saying and recording", async () => {
  let lose = 0;
  const through = (connection: SyncConnection): SyncConnection => ({
    ...connection,
    async call(capability, input, bounds) {
      // A fresh key each time: the range must not be what folds the repetition.
      const answer = await connection.call(capability, input, { ...bounds, idempotencyKey: newId() });
      if (input.comment === undefined || lose === 0) return answer;
      lose -= 1;
      throw new TransientError("test.lost", "the answer was lost");
    },
  });
  const { incidentId, ticket } = await linkedIncident(through);
  lose = 2;
  await edit(incidentId, { comment: "ann: On it.", by: "person:ann" });
  await rest();
  expect(lose).toBe(0);
  expect(texts((await ticketOf(ticket)).comments)).toEqual(["ann: On it."]);
  expect(texts((await alert()).comments)).toEqual(["ann: On it."]);
});

it("keeps a person's edit here against a person's there, says so on both sides, and lets a machine's give way", async () => {
  const { incidentId, ticket } = await linkedIncident();
  await edit(incidentId, { disposition: "true-positive", by: "person:ann" });
  await edit(incidentId, { status: "on-hold" });
  await range.call("ticket", "PATCH", `/tickets/${ticket}`, {
    by: "oskar.vogt",
    resolution: "benign",
    status: "waiting",
  });
  await range.call("siem", "PATCH", `/alerts/${uid}`, { by: "ines", status: "new" });
  await rest();
  expect(await range.read(incidentId)).toMatchObject({ disposition: "true-positive", status: "new" });
  expect(await ticketOf(ticket)).toMatchObject({ resolution: "true-positive", status: "open" });
  expect(texts((await ticketOf(ticket)).comments).join()).toContain('"true-positive" in Cordon, "benign" on ticket');
  const conflicts = await range.rows(
    "SELECT details->>'field' AS field, details->>'kept' AS kept FROM audit WHERE action = 'sync-conflict' ORDER BY id",
  );
  expect(conflicts).toEqual(
    expect.arrayContaining([
      { field: "disposition", kept: "here" },
      { field: "status", kept: "there" },
    ]),
  );
});

it("loses no edit that a person makes there between Cordon's look and its write: the incident follows it", async () => {
  let between: (() => Promise<unknown>) | null = null;
  const through = (connection: SyncConnection): SyncConnection => ({
    ...connection,
    async call(capability, input, bounds) {
      if (capability === "ticket.update" && input.status !== undefined) await between?.();
      if (capability === "siem.update-alert" && input.disposition !== undefined) await between?.();
      return connection.call(capability, input, bounds);
    },
  });
  const { incidentId, ticket } = await linkedIncident(through);
  between = async () => {
    between = null;
    await range.call("ticket", "POST", `/tickets/${ticket}/close`, { by: "oskar.vogt", comment: "It was me." });
  };
  await edit(incidentId, { status: "on-hold" });
  await range.sync.pushDue();
  expect(await ticketOf(ticket)).toMatchObject({ status: "closed" });
  expect(await range.rows("SELECT error->>'code' AS code FROM sync_links WHERE kind = 'ticket'")).toEqual([
    { code: "connector.conflict" },
  ]);
  await rest();
  expect(await range.read(incidentId)).toMatchObject({ status: "closed" });
  expect(await ticketOf(ticket)).toMatchObject({ status: "closed" });
  expect(await range.rows("SELECT 1 FROM sync_links WHERE error IS NOT NULL")).toEqual([]);
  expect((await range.rows("SELECT body FROM comments")).map(({ body }) => String(body)).join()).toContain(
    '"on-hold" in Cordon, "closed" on ticket',
  );

  between = async () => {
    between = null;
    await range.call("siem", "PATCH", `/alerts/${uid}`, { by: "ines", disposition: "benign" });
  };
  await edit(incidentId, { disposition: "suspicious" });
  await rest();
  expect(between).toBe(null);
  expect(await range.read(incidentId)).toMatchObject({ disposition: "benign" });
  expect(await alert()).toMatchObject({ disposition: "benign" });
});

it("keeps an incident open while one of several alerts is closed where it is kept, and closes it with the last", async () => {
  const { incidentId } = await linkedIncident(undefined, ["a", "b"]);
  await range.call("siem", "PATCH", "/alerts/a", { by: "ines", status: "closed" });
  await rest();
  expect(await range.read(incidentId)).toMatchObject({ status: "in-progress" });
  expect((await range.rows("SELECT body FROM comments"))[0]?.body).toContain("alert a in siem was given the status");
  await range.call("siem", "PATCH", "/alerts/b", { by: "ines", status: "closed", disposition: "benign" });
  await rest();
  expect(await range.read(incidentId)).toMatchObject({ status: "closed", disposition: "benign" });
});

it("links alerts that join later, up to the bound, and says that there are more", async () => {
  const { incidentId } = await linkedIncident();
  const more = Array.from({ length: MAX_ALERT_LINKS + 2 }, (_, index) => `joined-${index}`);
  for (const id of more) await range.call("siem", "POST", "/alerts", { id, source: "test", raw: {} });
  await range.addAlerts(
    incidentId,
    more.map((id) => ({ uid: id, connectionId: newId() })),
    "joined",
  );
  await rest();
  expect(await range.rows("SELECT count(*)::int AS links FROM sync_links WHERE kind = 'alert'")).toEqual([
    { links: MAX_ALERT_LINKS },
  ]);
  expect(await range.rows("SELECT body FROM comments")).toEqual([
    {
      body: `The first ${MAX_ALERT_LINKS} alerts of this incident are kept in step where they came from; the others are not.`,
    },
  ]);
});

it("looks again for an alert that its product indexed late, and holds up nobody meanwhile", async () => {
  range = await startRangeSync();
  const incidentId = await range.incident([{ uid: "late", connectionId: newId() }]);
  await range.sync.pushDue();
  await edit(incidentId, { status: "on-hold", by: "person:ann" });
  expect(await range.sync.pushDue()).toBe(1);
  expect(
    await range.rows(
      "SELECT change FROM sync_outbox WHERE done_at IS NULL AND next_attempt_at > now() + interval '10 s'",
    ),
  ).toEqual([{ change: { kind: "joined", looks: 1 } }]);
  await range.call("siem", "POST", "/alerts", { id: "late", source: "test", raw: {} });
  await rest();
  expect(await alert("late")).toMatchObject({ status: "on-hold" });
  expect(await range.rows("SELECT 1 FROM sync_outbox WHERE done_at IS NULL")).toEqual([]);
});

it("stops looking for an alert that no product has", async () => {
  range = await startRangeSync();
  await range.incident([{ uid: "nowhere", connectionId: newId() }]);
  await rest();
  expect(await range.rows("SELECT count(*)::int AS looks FROM sync_outbox WHERE done_at IS NOT NULL")).toEqual([
    { looks: 4 },
  ]);
  expect(await range.rows("SELECT 1 FROM sync_outbox WHERE done_at IS NULL")).toEqual([]);
});

it("tries again what may pass, and gives up in sight of everybody what is refused, without holding up the other link", async () => {
  const { incidentId, ticket } = await linkedIncident();
  await range.call("siem", "POST", "/_range/faults", { failNext: 2 });
  await edit(incidentId, { status: "on-hold", by: "person:ann" });
  await range.rows("UPDATE sync_links SET external_id = 'T-404' WHERE kind = 'ticket'");
  await rest();
  expect(await alert()).toMatchObject({ status: "on-hold" });
  expect(await range.rows("SELECT error->>'code' AS code FROM sync_links WHERE kind = 'ticket'")).toEqual([
    { code: "connector.not-found" },
  ]);
  expect(await range.rows("SELECT 1 FROM sync_outbox WHERE done_at IS NULL")).toEqual([]);
  expect((await range.rows("SELECT 1 FROM audit WHERE action = 'sync-failed'")).length).toBe(1);
  await range.rows("UPDATE sync_links SET external_id = $1 WHERE kind = 'ticket'", [ticket]);
  await rest();
  expect(await ticketOf(ticket)).toMatchObject({ status: "waiting" });
  expect(await range.rows("SELECT 1 FROM sync_links WHERE error IS NOT NULL")).toEqual([]);
});

it("tells each change once although several workers push and poll together", async () => {
  const { incidentId, ticket } = await linkedIncident();
  for (let index = 0; index < 5; index += 1) await edit(incidentId, { comment: `note ${index}`, by: "person:ann" });
  await range.rows("UPDATE sync_links SET next_poll_at = now()");
  const workers = Array.from({ length: 4 }, async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.all([range.sync.pushDue(), range.sync.pollDue()]);
  });
  await Promise.all(workers);
  await rest();
  expect(texts((await ticketOf(ticket)).comments)).toEqual([0, 1, 2, 3, 4].map((index) => `note ${index}`));
  expect(texts((await alert()).comments)).toEqual([0, 1, 2, 3, 4].map((index) => `note ${index}`));
});

it("goes on at once with what a worker that died had taken up", async () => {
  const { incidentId, ticket } = await linkedIncident();
  const { system } = range.store.database;
  const dead = newId();
  await edit(incidentId, { comment: "ann: On it.", by: "person:ann" });
  expect((await claimChanges(system, dead, 10)).length).toBe(1);
  const links = await range.rows("SELECT id FROM sync_links WHERE incident_id = $1", [incidentId]);
  for (const { id } of links) expect(await claimLink(system, dead, id as string)).not.toBeNull();
  await range.sync.pushDue();
  expect(texts((await ticketOf(ticket)).comments)).toEqual([]);
  await freeClaims(system, dead);
  await range.sync.pushDue();
  expect(texts((await ticketOf(ticket)).comments)).toEqual(["ann: On it."]);
  expect(texts((await alert()).comments)).toEqual(["ann: On it."]);
});

it("tells again at the next round what it could neither record nor give back, and says it once", async () => {
  let away = false;
  const { incidentId, ticket } = await linkedIncident((connection) => ({
    ...connection,
    async call(...asked: Parameters<SyncConnection["call"]>) {
      const answer = await connection.call(...asked);
      if (away) await asOwner("ALTER TABLE sync_links RENAME TO sync_links_away");
      away = false;
      return answer;
    },
  }));
  await edit(incidentId, { comment: "ann: On it.", by: "person:ann" });
  away = true;
  await expect(range.sync.pushDue()).rejects.toThrow("sync_links");
  await expect(range.sync.pushDue()).rejects.toThrow("sync_links");
  await asOwner("ALTER TABLE sync_links_away RENAME TO sync_links");
  expect(await range.sync.pushDue()).toBe(1);
  expect(texts((await ticketOf(ticket)).comments)).toEqual(["ann: On it."]);
  expect(texts((await alert()).comments)).toEqual(["ann: On it."]);
});

it("finishes changes of incidents that nothing is linked to without asking anybody", async () => {
  range = await startRangeSync((connection) => ({ ...connection, implements: new Set() }));
  for (let index = 0; index < 30; index += 1) await range.incident([]);
  expect(await range.sync.pushDue()).toBe(30);
  expect(await range.rows("SELECT 1 FROM sync_outbox WHERE done_at IS NULL")).toEqual([]);
});
