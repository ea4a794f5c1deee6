/** Who may say who is asked, and that being asked is no role. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { announceAtChange, planNotices } from "../store/approval-notice.ts";
import { transaction } from "../store/database.ts";

let api: TestApi;
let [admin, ada, engineer, viewer] = ["", "", "", ""];
beforeAll(async () => {
  api = await testApi();
  admin = await api.store.addToken(["admin"], { name: "root" });
  ada = await api.store.addToken(["approver"], { name: "ada-laptop", person: "ada" });
  engineer = await api.store.addToken(["engineer"], { name: "bob" });
  await api.store.addToken(["approver"], { name: "cy" });
  viewer = await api.store.addToken(["viewer"], { name: "eve" });
  await api.call("POST", "/v1/connections", admin, {
    ...{ name: "chat", connector: "slack", settings: {}, secrets: { token: "xoxb-1" } },
  });
});
afterAll(() => api?.close());

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe("an on-call order", () => {
  it("is kept by place, and forgets what is over", async () => {
    const add = (person: string, more: object) =>
      api.call("POST", "/v1/on-call", engineer, { queue: "night", person, ...more });
    await add("cy", { place: 2 });
    const added = await add("ada", { place: 1, until: inAnHour() });
    const order = [
      { person: "ada", place: 1 },
      { person: "cy", until: null },
    ];
    expect(added).toMatchObject({ status: 201, body: { items: order } });
    expect(await add("ada", { until: new Date(0).toISOString() })).toMatchObject({ status: 400 });
    await api.store.database.system.query("UPDATE on_call SET until_at = now() WHERE person = 'ada'");
    const after = await api.call("GET", "/v1/on-call?queue=night", viewer);
    expect(after.body).toMatchObject({ items: [{ person: "cy" }] });
    const [{ id }] = (after.body as { items: [{ id: string }] }).items;
    expect(await api.call("DELETE", `/v1/on-call/${id}`, engineer)).toMatchObject({ status: 200 });
    expect(await api.call("DELETE", `/v1/on-call/${id}`, engineer)).toMatchObject({ status: 404 });
  });

  it("takes nobody who is not there, and says who is", async () => {
    const add = (person: string) => api.call("POST", "/v1/on-call", engineer, { queue: "night", person });
    expect(await add("adda")).toMatchObject({
      ...{ status: 404, body: { code: "api.not-found", message: expect.stringContaining('did you mean "ada"?') } },
    });
    expect(await add("somebody-else")).toMatchObject({
      body: { message: expect.stringContaining("known: ada, bob, cy, eve, root.") },
    });
    const listed = await api.call("GET", "/v1/on-call", viewer);
    expect(listed.body).toMatchObject({ people: expect.arrayContaining([{ person: "ada", roles: ["approver"] }]) });
  });

  it("is not changed by who only looks", async () => {
    const add = await api.call("POST", "/v1/on-call", viewer, { queue: "night", person: "eve" });
    expect(add.status).toBe(403);
  });
});

describe("where somebody is reached", () => {
  const set = (token: string, more: object = {}) =>
    api.call("POST", "/v1/on-call/contacts", token, { person: "ada", connection: "chat", address: "U1", ...more });
  const contacts = async () => ((await api.call("GET", "/v1/on-call", viewer)).body as { contacts: object[] }).contacts;

  it("is said by admins alone: whoever says it could answer in their name", async () => {
    expect(await set(engineer)).toMatchObject({ status: 403 });
    expect(await set(ada)).toMatchObject({ status: 403 });
    expect(await set(admin)).toMatchObject({ status: 200 });
    expect(await contacts()).toEqual([{ person: "ada", connection: "chat", address: "U1" }]);
    await set(admin, { address: "" });
    expect(await contacts()).toEqual([]);
  });

  it("is said of somebody who is there", async () => {
    expect(await set(admin, { person: "adda" })).toMatchObject({ status: 404 });
    expect(await set(admin, { person: "adda", address: "" })).toMatchObject({ status: 200 });
  });

  it("is one address, by a connection that there is", async () => {
    for (const address of ["a@b.c, d@e.f", "a@b.c\r\nBcc: d@e.f", "<a@b.c>"])
      expect(await set(admin, { address })).toMatchObject({ status: 400 });
    expect(await set(admin, { connection: "chta" })).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('"chat"') },
    });
  });
});

describe("a question that waits", () => {
  const plan = () => transaction(api.store.database.system, planNotices);
  async function toldOf(approvalId: string): Promise<string[]> {
    while (await plan());
    const { body } = await api.call("GET", `/v1/approvals/${approvalId}`, viewer);
    return (body as { asked: { person: string }[] }).asked.map(({ person }) => person);
  }

  it("is told to who is put on call, gets an address or stands in since, and to nobody twice", async () => {
    const { database, workspaceId } = api.store;
    const { id } = await seedIncident(database, workspaceId);
    const { approvalId } = await seedResponse(database, workspaceId, id, { queue: "late-shift" });
    expect(await toldOf(approvalId)).toEqual([]);
    await api.call("POST", "/v1/on-call", engineer, { queue: "late-shift", person: "ada" });
    expect(await toldOf(approvalId)).toEqual([]);
    const reach = (person: string) =>
      api.call("POST", "/v1/on-call/contacts", admin, { person, connection: "chat", address: `U-${person}` });
    await reach("ada");
    expect(await toldOf(approvalId)).toEqual(["ada"]);
    await reach("cy");
    expect(await toldOf(approvalId)).toEqual(["ada"]);
    await api.call("POST", "/v1/delegations", ada, { to: "cy", until: inAnHour() });
    expect(await toldOf(approvalId)).toEqual(["ada", "cy"]);
    await api.call("POST", "/v1/delegations/end", ada, {});
  });

  it("is told to who comes on watch when their time begins, and to who is next when another's ends", async () => {
    const { database, workspaceId } = api.store;
    const { id } = await seedIncident(database, workspaceId);
    const { approvalId } = await seedResponse(database, workspaceId, id, { queue: "turns" });
    const watch = (person: string, place: number, more: object) =>
      api.call("POST", "/v1/on-call", engineer, { queue: "turns", person, place, ...more });
    await watch("ada", 1, { until: inAnHour() });
    await watch("cy", 2, { from: inAnHour() });
    expect(await toldOf(approvalId)).toEqual(["ada"]);
    await announceAtChange(database.system);
    expect(await toldOf(approvalId), "nothing has changed").toEqual(["ada"]);
    await database.system.query("UPDATE on_call SET until_at = now() WHERE queue = 'turns' AND person = 'ada'");
    await database.system.query("UPDATE on_call SET from_at = now() WHERE queue = 'turns' AND person = 'cy'");
    expect(await toldOf(approvalId), "nobody has looked").toEqual(["ada"]);
    expect(await announceAtChange(database.system)).toBeGreaterThan(0);
    expect(await toldOf(approvalId)).toEqual(["ada", "cy"]);
  });
});

describe("a delegation", () => {
  const hand = (token: string, body: object) =>
    api.call("POST", "/v1/delegations", token, { until: inAnHour(), ...body });

  it("hands on one's own questions for a time, and takes the place of the one before", async () => {
    await hand(ada, { to: "bob" });
    expect(await hand(ada, { to: "cy" })).toMatchObject({
      status: 201,
      body: { items: [{ person: "ada", to: "cy" }] },
    });
    expect(await api.call("POST", "/v1/delegations/end", ada, {})).toMatchObject({ status: 200 });
    expect((await api.call("GET", "/v1/delegations", viewer)).body).toEqual({ items: [] });
    expect(await api.call("POST", "/v1/delegations/end", ada, {})).toMatchObject({ status: 404 });
  });

  it("of somebody else's questions is an admin's", async () => {
    expect(await hand(engineer, { to: "bob", person: "ada" })).toMatchObject({ status: 403 });
    expect(await hand(admin, { to: "bob", person: "ada" })).toMatchObject({ status: 201 });
  });

  it("is to somebody who is there, and by somebody who is", async () => {
    expect(await hand(ada, { to: "nobody" })).toMatchObject({
      ...{ status: 404, body: { message: expect.stringContaining('nobody called "nobody"') } },
    });
    expect(await hand(admin, { to: "bob", person: "adda" })).toMatchObject({ status: 404 });
    expect((await api.call("GET", "/v1/delegations", viewer)).body).toMatchObject({ items: [{ to: "bob" }] });
  });

  it("ends, and goes to somebody else", async () => {
    expect(await hand(ada, { to: "ada" })).toMatchObject({ status: 400 });
    expect(await hand(ada, { to: "bob", until: new Date(Date.now() + 100 * 86_400_000).toISOString() })).toMatchObject({
      status: 400,
    });
  });
});
