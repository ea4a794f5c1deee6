import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import {
  hasRequestTracker,
  type RunningRequestTracker,
  startRequestTracker,
} from "../../test/support/real/request-tracker.ts";
import connector from "./connector.ts";

describe.skipIf(!hasRequestTracker())("a real Request Tracker", () => {
  let rt: RunningRequestTracker;
  let connection: TestConnection;
  beforeAll(async () => {
    rt = await startRequestTracker();
    connection = connectTo(connector, { baseUrl: `${rt.url}/`, user: rt.user }, { password: rt.password });
  });
  afterAll(async () => {
    await connection?.close();
    await rt?.stop();
  });

  const ticket = (subject: string) => ({ subject, body: "Ligne é\nsecond line <b>not bold</b>", priority: "high" });

  /** What a person does in RT, past the connector. */
  async function asPerson(method: string, path: string, body: unknown): Promise<void> {
    const authorization = `Basic ${Buffer.from(`${rt.user}:${rt.password}`).toString("base64")}`;
    const response = await fetch(`${rt.url}/REST/2.0${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { authorization, "content-type": "application/json" },
    });
    if (!response.ok) throw new Error(await response.text());
  }

  test("says what the account may do", async () => {
    expect(await connection.health()).toMatchObject({ ok: true, may: ["open tickets in General"] });
  });

  test("opens a ticket once, however often the same effect is tried, and reads it back", async () => {
    expect(await connection.readBack("ticket.create", ticket("Once"), "create-once")).toMatchObject({ inForce: "no" });
    const first = await connection.run("ticket.create", ticket("Once"), "create-once");
    const again = await connection.run("ticket.create", ticket("Once"), "create-once");
    expect(again).toEqual(first);
    expect(first.url).toBe(`${rt.url}/Ticket/Display.html?id=${first.id}`);
    expect(await connection.readBack("ticket.create", ticket("Once"), "create-once")).toMatchObject({
      inForce: "yes",
      seen: { id: first.id },
    });
    expect((await connection.run("ticket.create", ticket("Once"), "another-effect")).id).not.toBe(first.id);
    expect(await connection.run("ticket.get", { id: first.id })).toMatchObject({
      status: "new",
      subject: "Once",
      comments: [],
    });
  });

  test("changes status and comments once, and reads both back", async () => {
    const { id } = await connection.run("ticket.create", ticket("Update"), "create-update");
    const update = { id, status: "in-progress", comment: "Contained: ada was suspended." };
    expect(await connection.readBack("ticket.update", update, "update-1")).toMatchObject({
      inForce: "no",
      seen: { differences: ["status", "comment"] },
    });
    await connection.run("ticket.update", update, "update-1");
    await connection.run("ticket.update", update, "update-1");
    expect(await connection.readBack("ticket.update", update, "update-1")).toMatchObject({ inForce: "yes" });
    const attachments = await fetch(`${rt.url}/REST/2.0/ticket/${id}/attachments?fields=Content`, {
      headers: { authorization: `Basic ${btoa("root:password")}` },
    });
    const { items } = (await attachments.json()) as { items: { Content: string }[] };
    expect(items.filter(({ Content }) => Content === update.comment)).toHaveLength(1);
  });

  test("brings back what people did: their words without ours, and a closed ticket", async () => {
    const { id } = await connection.run("ticket.create", ticket("People"), "create-people");
    await connection.run("ticket.update", { id, comment: "from Cordon" }, "update-people");
    await asPerson("POST", `/ticket/${id}/comment`, { Content: "It was me, testing.", ContentType: "text/plain" });
    await asPerson("POST", `/ticket/${id}/correspond`, {
      Content: "<p>Thanks &amp; <b>bye</b></p>",
      ContentType: "text/html",
    });
    await asPerson("PUT", `/ticket/${id}`, { Status: "resolved" });
    const { status, comments } = await connection.run("ticket.get", { id });
    expect(status).toBe("resolved");
    expect(comments).toEqual([
      { id: expect.any(String), author: "root", text: "It was me, testing." },
      { id: expect.any(String), author: "root", text: "Thanks & bye" },
    ]);
  });

  test("writes to the version it read, and not over what a person did since", async () => {
    const { id } = await connection.run("ticket.create", ticket("Version"), "create-version");
    const stale = (await connection.run("ticket.get", { id })).version;
    await asPerson("PUT", `/ticket/${id}`, { Status: "resolved" });
    const update = { id, status: "on-hold", comment: "Waiting for ada." };
    const late = await connection
      .run("ticket.update", { ...update, ifVersion: stale }, "version-1")
      .catch((error: unknown) => error);
    expect(late).toMatchObject({ root: "transient", code: "connector.conflict", details: { status: 412, sent: true } });
    expect((late as { details: object }).details).not.toHaveProperty("changed");
    expect(await connection.readBack("ticket.update", update, "version-1")).toMatchObject({
      seen: { differences: ["status", "comment"] },
    });
    const { status, version } = await connection.run("ticket.get", { id });
    expect(status).toBe("resolved");
    expect(version).not.toBe(stale);
    await connection.run("ticket.update", { ...update, ifVersion: version }, "version-2");
    await connection.run("ticket.update", { ...update, ifVersion: version }, "version-2");
    expect(await connection.readBack("ticket.update", update, "version-2")).toMatchObject({ inForce: "yes" });
  });

  test("what is said on a ticket makes its version another", async () => {
    const { id } = await connection.run("ticket.create", ticket("Said"), "create-said");
    const { version } = await connection.run("ticket.get", { id });
    expect(version).not.toBe("");
    expect((await connection.run("ticket.get", { id })).version).toBe(version);
    await asPerson("POST", `/ticket/${id}/comment`, { Content: "Wait.", ContentType: "text/plain" });
    await expect(
      connection.run("ticket.update", { id, status: "in-progress", ifVersion: version }, "said-1"),
    ).rejects.toMatchObject({ code: "connector.conflict" });
  });

  test("a ticket that is not there is refused, also when its number is hostile", async () => {
    for (const id of ["99999", "1 OR 1=1", "../user/root"]) {
      await expect(connection.run("ticket.get", { id })).rejects.toMatchObject({
        root: "refused",
        code: "connector.not-found",
      });
    }
  });

  test("a queue that is not there is refused", async () => {
    await expect(connection.run("ticket.create", { ...ticket("x"), queue: "Nope" }, "no-queue")).rejects.toMatchObject({
      root: "refused",
      code: "connector.forbidden",
    });
  });

  test("a wrong password is refused and not repeated", async () => {
    const wrong = connectTo(connector, { baseUrl: rt.url, user: rt.user }, { password: "wrong-password" });
    const error = await wrong.run("ticket.get", { id: "1" }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "connector.forbidden" });
    expect(JSON.stringify(error)).not.toContain("wrong-password");
    expect(await wrong.health()).toMatchObject({ ok: false });
    await wrong.close();
  });
});
