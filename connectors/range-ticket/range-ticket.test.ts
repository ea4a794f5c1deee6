import { afterEach, beforeEach, expect, it } from "vitest";
import { connectToRange, type RangeConnection } from "../../test/support/range-connection.ts";
import connector from "./connector.ts";

let range: RangeConnection;
beforeEach(async () => {
  range = await connectToRange(connector, "ticket");
});
afterEach(() => range.stop());

const request = { subject: "Incident 7: malware on lt-0142", body: "Isolated.", priority: "critical" };

it("opens one ticket per key and finds it again by the key", async () => {
  expect(await range.readBack("ticket.create", request, "e-1")).toEqual({ inForce: "no", seen: {} });
  const opened = await range.run("ticket.create", request, "e-1");
  expect(await range.run("ticket.create", request, "e-1")).toEqual(opened);
  expect(await range.readBack("ticket.create", request, "e-1")).toMatchObject({ inForce: "yes", seen: opened });
  expect(range.effects()).toMatchObject([{ verb: "open-ticket", entity: opened.id, count: 2, effective: 1 }]);
  expect((await range.call("GET", `/tickets/${opened.id}`)).body).toMatchObject({
    priority: "urgent",
    queue: "security",
    status: "open",
  });
});

it("updates only what it is given, and sees it", async () => {
  const { id } = await range.run("ticket.create", request);
  const update = { id, status: "in-progress", comment: "A person looks at it." };
  expect(await range.readBack("ticket.update", update)).toMatchObject({ inForce: "no" });
  await range.run("ticket.update", update);
  expect(await range.readBack("ticket.update", update)).toMatchObject({ inForce: "yes" });
  expect((await range.call("GET", `/tickets/${id}`)).body).toMatchObject({ status: "in_progress", resolution: "" });
});

it("says a repeated comment once", async () => {
  const { id } = await range.run("ticket.create", request);
  await range.run("ticket.update", { id, comment: "once" }, "e-2");
  await range.run("ticket.update", { id, comment: "once" }, "e-2");
  expect((await range.call("GET", `/tickets/${id}`)).body.comments).toHaveLength(1);
});

it("reads what a person did, and leaves out what it said itself", async () => {
  const { id } = await range.run("ticket.create", request);
  await range.run("ticket.update", { id, comment: "from Cordon" });
  const closed = await range.call("POST", `/tickets/${id}/close`, {
    by: "oskar.vogt",
    resolution: "false-positive",
    comment: "It was a test.",
  });
  expect(closed.status).toBe(200);
  expect(await range.run("ticket.get", { id })).toEqual({
    status: "closed",
    disposition: "false-positive",
    subject: request.subject,
    comments: [{ id: "c2", author: "oskar.vogt", text: "It was a test." }],
    version: expect.stringMatching(/^".+"$/),
  });
  expect((await range.call("POST", `/tickets/${id}/close`, { by: "oskar.vogt" })).status).toBe(409);
});

it("writes to the version it read, and not over what a person made of it since", async () => {
  const { id } = await range.run("ticket.create", request);
  const { version } = await range.run("ticket.get", { id });
  await range.call("POST", `/tickets/${id}/close`, { by: "oskar.vogt" });
  const update = { id, status: "on-hold" };
  const late = await range.run("ticket.update", { ...update, ifVersion: version }).catch((error) => error);
  expect(late).toMatchObject({ root: "transient", code: "connector.conflict", details: { status: 412, sent: true } });
  expect(late.details).not.toHaveProperty("changed");
  const seen = await range.run("ticket.get", { id });
  expect(seen).toMatchObject({ status: "closed" });
  await range.run("ticket.update", { ...update, ifVersion: seen.version });
  expect(await range.run("ticket.get", { id })).toMatchObject({ status: "on-hold" });
});

it("refuses a ticket that is not there", async () => {
  await expect(range.run("ticket.get", { id: "T-1" })).rejects.toMatchObject({
    root: "refused",
    code: "connector.not-found",
  });
});

it("says what it may do", async () => {
  expect(await range.health({ readOnly: true })).toMatchObject({
    may: ["ticket.get"],
    mayNot: ["ticket.create", "ticket.update"],
  });
});
