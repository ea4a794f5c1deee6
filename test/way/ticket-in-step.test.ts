/** An incident and its ticket in Request Tracker say the same, whoever says it first. */
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { hasRequestTracker, type RunningRequestTracker, startRequestTracker } from "../support/real/request-tracker.ts";
import { connectRequestTracker } from "../support/real-connections.ts";
import { changeTicket, ticketsIn, writtenOn } from "../support/rt-tickets.ts";
import { oktaReport } from "../support/vendor-alerts.ts";
import { startWay, type Way } from "../support/way.ts";

const installed = hasRequestTracker();
/** Request Tracker's own little server answers one request at a time and takes a second over some. */
const PATIENCE = { timeout: 60_000, interval: 250 };

/** Opens a ticket and leaves the incident to people. */
const source = `
playbook: account-takeover
title: Ask the desk
description: Opens a ticket and hands over.
maturity: stable
trigger: size(incident.users) > 0
default-queue: soc
steps:
  - id: ticket
    action: ticket.create
    with:
      subject: "Ask {{ incident.users[0] }}"
      body: "Incident {{ incident.number }}"
  - handoff: soc
    reason: "Somebody has to ask {{ incident.users[0] }}."
    questions: [Was it you?]
`;

let way: Way;
let tracker: RunningRequestTracker;

beforeEach((context) => context.skip(!installed, "needs Request Tracker"));

beforeAll(async () => {
  if (!installed) return;
  tracker = await startRequestTracker();
  way = await startWay();
  await way.api.connect("okta", "okta");
  await connectRequestTracker(way.api, tracker);
  await way.api.call("POST", "/v1/playbooks", { source, file: "account-takeover/playbook.yaml" });
});

afterAll(async () => {
  await way?.stop();
  await tracker?.stop();
});

test("resolving the ticket resolves the incident, and it stays so", async () => {
  const ticket = await ticketFor("ada@corp.test");
  await changeTicket(tracker, ticket, { Status: "resolved" });
  await vi.waitFor(async () => {
    const [incident] = await way.api.incidents("ada@corp.test");
    expect(incident).toMatchObject({ status: "resolved" });
  }, PATIENCE);
  await everythingTold();
  expect(await statusOf(ticket)).toBe("resolved");
  const [incident] = await way.api.incidents("ada@corp.test");
  expect(incident).toMatchObject({ status: "resolved" });
  const edits = incident!.timeline.filter(({ actor }) => actor === "connection:tickets");
  expect(edits).toHaveLength(1);
});

test("closing the incident resolves the ticket, and a comment is told there once", async () => {
  const ticket = await ticketFor("bob@corp.test");
  const [open] = await way.api.incidents("bob@corp.test");
  await way.api.call("POST", `/v1/incidents/${open!.number}/comments`, { body: "He was on a train." });
  await way.api.call("PATCH", `/v1/incidents/${open!.number}`, {
    status: "closed",
    disposition: "false-positive",
    reason: "He says it was him.",
  });
  await everythingTold();
  expect(await statusOf(ticket)).toBe("resolved");
  const written = await writtenOn(tracker, ticket);
  expect(written.filter((text) => text.includes("He was on a train."))).toHaveLength(1);
  const [closed] = await way.api.incidents("bob@corp.test");
  expect(closed).toMatchObject({ status: "closed", disposition: "false-positive" });
  expect(closed!.comments.map(({ body }) => body)).toEqual(["He was on a train."]);
});

/** Delivers an alert about somebody and answers the number of the ticket that it led to, once both sides have agreed on how things are. */
async function ticketFor(user: string): Promise<string> {
  await way.api.deliver("okta", oktaReport(user));
  const incident = await vi.waitFor(async () => {
    const [found] = await way.api.incidents(user);
    expect(found).toMatchObject({ queue: "soc", links: [{ kind: "ticket", connection: "tickets" }] });
    return found!;
  }, PATIENCE);
  await everythingTold();
  const ticket = (await ticketsIn(tracker)).find(({ Subject }) => Subject === `Ask ${user}`);
  expect(ticket).toMatchObject({ id: incident.links[0]!.externalId, Status: "open" });
  return ticket!.id;
}

/** Nothing is left to be told, and nobody is telling. */
async function everythingTold(): Promise<void> {
  const busy = `SELECT 'change' FROM sync_outbox WHERE done_at IS NULL UNION ALL SELECT 'link' FROM sync_links WHERE claimed_until > now()`;
  await vi.waitFor(async () => expect(await way.query(busy)).toEqual([]), PATIENCE);
}

async function statusOf(ticket: string): Promise<string | undefined> {
  return (await ticketsIn(tracker)).find(({ id }) => id === ticket)?.Status;
}
