import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { everythingTo } from "../../test/support/everything-to.ts";
import { END, HEAD } from "../../test/support/playbook.ts";
import { hashOf } from "../ids.ts";
import { applyPlaybook, applyTaxonomy, playbooksInForce } from "../store/content.ts";
import { transaction } from "../store/database.ts";

let api: TestApi;
let ada: string;
let bob: string;
let admin: string;
beforeAll(async () => {
  api = await testApi();
  ada = await api.store.addToken(["engineer"], { name: "ada" });
  bob = await api.store.addToken(["approver"], { name: "bob" });
  admin = await api.store.addToken(["admin"], { name: "root" });
});
afterAll(() => api?.close());

const source = (name: string, title = "A sample") =>
  (HEAD + END).replace("playbook: sample", `playbook: ${name}`).replace("A sample", title);
const post = (path: string, body: unknown, token = ada) => api.call("POST", path, token, body);
const apply = (name: string, title?: string, token = ada) =>
  post("/v1/playbooks", { source: source(name, title) }, token);
const standing = async (name: string) =>
  ((await api.call("GET", `/v1/playbooks/${name}/versions`, bob)).body as { items: Record<string, unknown>[] }).items;
const statuses = async (name: string) => (await standing(name)).map(({ number, status }) => `${number} ${status}`);
const inForce = async (name: string) =>
  (await playbooksInForce(api.store.database.system, api.store.workspaceId)).find((one) => one.name === name)?.number;
const actions = async (subject: string) =>
  (
    await api.store.database.system.query<{ action: string; actor: string }>(
      "SELECT action, actor FROM audit WHERE subject_id = $1 ORDER BY id",
      [subject],
    )
  ).rows.map(({ action, actor }) => `${actor} ${action}`);
const secondPerson = (needed: boolean, token = admin) =>
  api.call("PUT", "/v1/content/settings", token, { secondPerson: needed });

describe("where one person is enough", () => {
  it("applying puts a version in force in one step, and the same content is the same version", async () => {
    expect(await apply("plain", "One")).toMatchObject({ status: 201, body: { number: 1, status: "in-force" } });
    expect(await apply("plain", "Two")).toMatchObject({ body: { number: 2, changed: true, status: "in-force" } });
    expect(await apply("plain", "Two")).toMatchObject({ body: { number: 2, changed: false } });
    expect(await statuses("plain")).toEqual(["2 in-force", "1 retired"]);
    expect(await apply("plain", "One")).toMatchObject({ body: { number: 1, changed: true, status: "in-force" } });
    expect(await statuses("plain")).toEqual(["2 retired", "1 in-force"]);
    expect(await inForce("plain")).toBe(1);
    expect(await actions("plain@1")).toEqual([
      "token:ada playbook-submitted",
      "token:ada playbook-applied",
      "token:ada playbook-applied",
    ]);
  });

  it("a name or a number that there is not is answered with the nearest that there is", async () => {
    await apply("nearly", "One");
    await apply("nearly", "Two");
    const message = async (path: string) =>
      ((await api.call("GET", `/v1/playbooks/${path}`, bob)).body as { message: string }).message;
    expect(await message("nealry/versions")).toBe('There is no playbook "nealry". Did you mean "nearly"?');
    expect(await message("nealry")).toBe('There is no playbook "nealry". Did you mean "nearly"?');
    expect(await message("nearly?number=9")).toBe('"nearly" has no version 9; it has versions 1 to 2.');
    expect(await message("nearly/versions/9/graph")).toBe('"nearly" has no version 9; it has versions 1 to 2.');
  });

  it("the cases that come with it are kept with its version, and others in their place", async () => {
    const kept = async (number: number) =>
      ((await api.call("GET", `/v1/playbooks/cased?number=${number}`, bob)).body as { test: string | null }).test;
    await post("/v1/playbooks", { source: source("cased", "One"), test: "cases: [] # one" });
    await post("/v1/playbooks", { source: source("cased", "Two") });
    expect([await kept(1), await kept(2)]).toEqual(["cases: [] # one", null]);
    await post("/v1/playbooks/submit", { source: source("cased", "One"), test: "cases: [] # other" });
    await post("/v1/playbooks", { source: source("cased", "One") });
    expect(await kept(1)).toBe("cases: [] # other");
  });

  it("a share that another version ends, or the end of the playbook, leaves its line in the record", async () => {
    const promote = (version: number, share: unknown) => post("/v1/playbooks/ending/promote", { version, share });
    for (const title of ["One", "Two", "Three"]) await apply("ending", title);
    await promote(1, "shadow");
    const list = (await api.call("GET", "/v1/playbooks", bob)).body as { items: { name: string; beside: unknown }[] };
    expect(list.items.find(({ name }) => name === "ending")?.beside).toMatchObject({
      number: 1,
      share: "shadow",
      by: "token:ada",
    });
    await apply("ending", "Two");
    await promote(1, 20);
    await post("/v1/playbooks/ending/retire", { reason: "A test." });
    const ended = (await actions("ending@1")).filter((one) => one.endsWith("playbook-trial-ended"));
    expect(ended).toEqual(["token:ada playbook-trial-ended", "token:ada playbook-trial-ended"]);
    const { rows } = await api.store.database.system.query(
      "SELECT details FROM audit WHERE subject_id = 'ending@1' AND action = 'playbook-trial-ended' ORDER BY id",
    );
    expect(rows).toMatchObject([
      { details: { share: "shadow", reason: "ending@2 was put in force." } },
      { details: { share: 20, reason: "A test." } },
    ]);
  });

  it("a version keeps the contracts that it was checked against, and says which of them changed since", async () => {
    await apply("kept");
    expect((await standing("kept"))[0]).toMatchObject({
      contracts: { incident: expect.stringMatching(/^[0-9a-f]{64}$/), capabilities: {} },
      stale: [],
    });
    const { hash } = (await standing("kept"))[0] as { hash: string };
    const older = { incident: "older", capabilities: {} };
    await transaction(api.store.database.system, (client) =>
      applyPlaybook(client, api.store.workspaceId, {
        ...{ name: "kept", hash, source: source("kept"), program: {}, contracts: older, by: "system" },
      }),
    );
    expect((await standing("kept"))[0]).toMatchObject({ number: 2, hash, stale: ["the incident schema"] });
    expect(await apply("kept"), "checked anew it is the version that was").toMatchObject({ body: { number: 1 } });
  });
});

describe("where a second person has to approve", () => {
  beforeAll(() => secondPerson(true));
  afterAll(() => secondPerson(false));

  it("is said by an admin alone", async () => {
    expect(await secondPerson(false, ada)).toMatchObject({ status: 403 });
    expect(await api.call("GET", "/v1/content/settings", bob)).toMatchObject({ body: { secondPerson: true } });
  });

  it("applying drafts, the author cannot approve, and only what was approved is promoted", async () => {
    expect(await apply("careful")).toMatchObject({ status: 201, body: { number: 1, changed: true, status: "draft" } });
    expect(await apply("careful")).toMatchObject({ body: { number: 1, changed: false, status: "draft" } });
    expect(await inForce("careful")).toBeUndefined();
    const drafts = (await api.call("GET", "/v1/playbook-drafts", bob)).body;
    expect(drafts).toMatchObject({ items: [{ name: "careful", number: 1, submittedBy: "token:ada" }] });
    const early = await post("/v1/playbooks/careful/promote", { version: 1, share: 100 });
    expect(early).toMatchObject({ status: 409, body: { code: "playbook.not-reviewed" } });
    const own = await post("/v1/playbooks/careful/versions/1/approve", {});
    expect(own).toMatchObject({ status: 403, body: { code: "playbook.own-review" } });
    const made = { name: "ada-at-home", person: "ada", roles: ["approver"] };
    const other = (await api.call("POST", "/v1/tokens", admin, made)).body as { token: string };
    expect(await post("/v1/playbooks/careful/versions/1/approve", {}, other.token), "by another token").toMatchObject({
      status: 403,
      body: { code: "playbook.own-review" },
    });
    const approved = await post("/v1/playbooks/careful/versions/1/approve", { comment: "Sound." }, bob);
    expect(approved).toMatchObject({ status: 200, body: { status: "reviewed", reviewedBy: "token:bob" } });
    expect(await post("/v1/playbooks/careful/versions/1/reject", { comment: "No." }, bob)).toMatchObject({
      status: 409,
      body: { code: "playbook.not-draft" },
    });
    expect(await inForce("careful"), "approving puts nothing in force").toBeUndefined();
    expect(await post("/v1/playbooks/careful/promote", { version: 1, share: 100 })).toMatchObject({
      status: 200,
      body: { status: "in-force" },
    });
    expect(await inForce("careful")).toBe(1);
    expect(await actions("careful@1")).toEqual([
      "token:ada playbook-submitted",
      "token:bob playbook-approved",
      "token:ada playbook-promoted",
    ]);
  });

  it("what was rejected is not promoted, and is a draft again when it is handed in again", async () => {
    await post("/v1/playbooks/submit", { source: source("odd") });
    await post("/v1/playbooks/odd/versions/1/reject", { comment: "Too bold." }, bob);
    const refused = await post("/v1/playbooks/odd/promote", { version: 1, share: "shadow" });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "playbook.not-reviewed", message: expect.stringContaining("Too bold.") },
    });
    expect(await post("/v1/playbooks/submit", { source: source("odd") })).toMatchObject({
      status: 201,
      body: { number: 1, status: "draft", changed: true },
    });
  });

  it("applying content that was approved puts it in force", async () => {
    await apply("steady");
    await post("/v1/playbooks/steady/versions/1/approve", {}, bob);
    expect(await apply("steady")).toMatchObject({ body: { number: 1, changed: true, status: "in-force" } });
  });
});

describe("what changed", () => {
  const diff = (body: object) => post("/v1/playbooks/diff", { name: "told", ...body }, bob);

  it("is told between versions, and between one and a text", async () => {
    await apply("told", "One");
    await post("/v1/playbooks/submit", { source: source("told", "Two") });
    const title = { kind: "changed", subject: "the playbook", what: "has another title: Two instead of One" };
    expect(await diff({})).toMatchObject({ status: 200, body: { from: 1, to: 2, changes: [title] } });
    expect(await diff({ from: 2, to: 2 })).toMatchObject({ body: { from: 2, to: 2, changes: [] } });
    expect(await diff({ source: source("told", "Two") })).toMatchObject({
      body: { from: 1, to: null, changes: [title] },
    });
    expect(await diff({ from: 9 })).toMatchObject({ status: 404 });
    expect(await diff({ name: "none" })).toMatchObject({ status: 404 });
    expect(await diff({ name: "none", source: source("none") })).toMatchObject({
      body: { from: null, changes: [{ kind: "added", danger: false }] },
    });
    expect(await diff({ source: "playbook: told\n" })).toMatchObject({ status: 422, body: { code: "api.not-valid" } });
  });
});

describe("which version responds", () => {
  const promote = (name: string, version: number, share: unknown, token = ada) =>
    post(`/v1/playbooks/${name}/promote`, { version, share }, token);
  const rollback = (name: string) => post(`/v1/playbooks/${name}/rollback`, { reason: "It hands over too much." });

  it("is rolled back to the one before, and further, but never to one that was rolled back from", async () => {
    for (const title of ["One", "Two", "Three"]) await apply("back", title);
    expect(await rollback("back")).toMatchObject({ status: 200, body: { number: 2, status: "in-force" } });
    await apply("back", "Four");
    expect(await rollback("back")).toMatchObject({ body: { number: 2 } });
    expect(await rollback("back")).toMatchObject({ body: { number: 1 } });
    expect(await rollback("back")).toMatchObject({ status: 409, body: { code: "playbook.nothing-before" } });
    expect(await actions("back@1")).toContain("token:ada playbook-rolled-back");
  });

  it("may be two: a trial gets its share until it is promoted or rolled back", async () => {
    await apply("shared", "One");
    await post("/v1/playbooks/submit", { source: source("shared", "Two") });
    expect(await promote("shared", 2, 10)).toMatchObject({
      status: 200,
      body: { number: 2, share: 10, status: "draft" },
    });
    expect(await promote("shared", 2, "shadow")).toMatchObject({ body: { share: "shadow" } });
    expect(await inForce("shared")).toBe(1);
    expect(await rollback("shared")).toMatchObject({ body: { number: 1, status: "in-force" } });
    expect((await standing("shared")).map(({ share }) => share)).toEqual([null, null]);
    await promote("shared", 2, 50);
    expect(await promote("shared", 2, 100)).toMatchObject({ body: { number: 2, status: "in-force", share: null } });
    expect(await statuses("shared")).toEqual(["2 in-force", "1 retired"]);
  });

  it.each([
    [1, 10, 400, "playbook.nothing-beside"],
    [9, 10, 400, "api.not-found"],
    [1, 0, 400, "api.bad-body"],
    [1, 101, 400, "api.bad-body"],
    [1, "all", 400, "api.bad-body"],
  ])("is refused where it cannot be: version %i, share %s", async (version, share, status, code) => {
    await apply("alone");
    const answer = await promote("alone", version, share);
    expect(answer).toMatchObject({ status: code === "api.not-found" ? 404 : status, body: { code } });
    expect(await promote("alone", 1, 100, bob)).toMatchObject({ status: 403 });
  });

  it("is retired only where the taxonomy maps nothing to it", async () => {
    await apply("mapped");
    const { database, workspaceId } = api.store;
    const content = everythingTo("mapped");
    await transaction(database.system, (client) =>
      applyTaxonomy(client, workspaceId, { hash: hashOf(content), content, by: "system" }),
    );
    const retire = (name: string) => post(`/v1/playbooks/${name}/retire`, { reason: "Not needed." });
    expect(await retire("mapped")).toMatchObject({
      status: 409,
      body: { code: "playbook.in-use", message: expect.stringContaining("test/alert") },
    });
    await apply("unmapped");
    expect(await retire("unmapped")).toMatchObject({ status: 200, body: { status: "retired" } });
    expect(await inForce("unmapped")).toBeUndefined();
    expect(await api.call("GET", "/v1/playbooks/unmapped", bob)).toMatchObject({ status: 404 });
    expect(await retire("unmapped")).toMatchObject({ status: 404 });
  });
});
