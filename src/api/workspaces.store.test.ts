import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { newPerson } from "../../test/support/browser.ts";
import { prepareInstallation } from "../first-start.ts";
import { policiesInForce } from "../store/content.ts";
import type { PersonList } from "./contract/person.ts";
import type { Workspace, WorkspaceList } from "./contract/workspace.ts";

let api: TestApi;
let admin: string;
let boss: Awaited<ReturnType<typeof newPerson>>;
/** An admin of a workspace that is not the first one. */
let elsewhere: { id: string; admin: string };
beforeAll(async () => {
  api = await testApi();
  admin = await api.store.addToken(["admin"]);
  boss = await newPerson(api.app, admin, "boss", ["admin"]);
  const id = await api.store.addWorkspace("elsewhere");
  elsewhere = { id, admin: await api.store.addToken(["admin"], { workspaceId: id }) };
});
afterAll(() => api?.close());

const listed = async (token: string) => ((await api.call("GET", "/v1/workspaces", token)).body as WorkspaceList).items;
const made = async (name: string) => (await boss.call("POST", "/v1/workspaces", { name })).body as Workspace;
const audited = async (workspaceId: string, action: string) =>
  (
    await api.store.database.system.query<{ actor: string; details: object }>(
      "SELECT actor, details FROM audit WHERE workspace_id = $1 AND action = $2 ORDER BY id",
      [workspaceId, action],
    )
  ).rows;

describe("workspaces", () => {
  it("are made with the shipped content in force and an admin, who goes there", async () => {
    const answer = await boss.call("POST", "/v1/workspaces", { name: "emea" });
    expect(answer).toMatchObject({ status: 201, body: { name: "emea", people: 1, first: false } });
    const { id } = answer.body as Workspace;
    expect(await policiesInForce(api.store.database.system, id)).toMatchObject({ number: 1, createdBy: "system" });
    expect(await audited(id, "workspace-made")).toEqual(await audited(api.store.workspaceId, "workspace-made"));
    const there = await boss.call("POST", "/v1/session/workspace", { workspace: "emea" });
    expect(there).toMatchObject({ status: 200, body: { workspace: { id }, roles: ["admin"] } });
    expect(await boss.call("GET", "/v1/taxonomy")).toMatchObject({ status: 200, body: { number: 1 } });
    expect(await boss.call("GET", "/v1/incidents")).toMatchObject({ body: { items: [] } });
    await boss.call("POST", "/v1/session/workspace", { workspace: "test" });
  });

  it("are made under names that stand in addresses, each once, and for somebody with an account", async () => {
    const make = (name: string, who?: object) => api.call("POST", "/v1/workspaces", admin, { name, ...who });
    for (const name of ["", "With Space", "a/b", "-a", "a:b", "x".repeat(64)])
      expect(await make(name, { admin: "boss" }), name).toMatchObject({ status: 400 });
    expect(await make("elsewhere", { admin: "boss" })).toMatchObject({ status: 409, body: { code: "api.conflict" } });
    expect(await make("nobodys"), "a token is nobody who signs in").toMatchObject({ status: 404 });
    expect((await listed(admin)).map(({ name }) => name)).not.toContain("nobodys");
  });

  it("get another name, which the next start keeps", async () => {
    const { id } = await made("apac");
    const rename = (name: string) => api.call("PATCH", `/v1/workspaces/${id}`, admin, { name });
    expect(await rename("apac-north")).toMatchObject({ status: 200, body: { id, name: "apac-north" } });
    expect(await audited(id, "workspace-renamed")).toMatchObject([{ details: { before: "apac", name: "apac-north" } }]);
    expect(await rename("elsewhere")).toMatchObject({ status: 409 });
    const first = (await listed(admin))[0]!;
    await api.call("PATCH", `/v1/workspaces/${first.id}`, admin, { name: "headquarters" });
    expect(await prepareInstallation(api.store.database)).toMatchObject({ workspaceId: first.id });
    expect((await listed(admin))[0]).toMatchObject({ id: first.id, name: "headquarters", first: true });
    await api.call("PATCH", `/v1/workspaces/${first.id}`, admin, { name: "test" });
  });

  it("let people of the installation in with roles of their own there, and shut them out", async () => {
    const { id } = await made("mea");
    const carl = await newPerson(api.app, admin, "carl", ["viewer"]);
    const path = `/v1/workspaces/${id}/people/carl`;
    const give = (roles: string[]) => api.call("PUT", path, admin, { roles });
    expect(await give(["analyst"])).toMatchObject({ status: 200, body: { name: "carl", roles: ["analyst"] } });
    expect(await carl.call("POST", "/v1/session/workspace", { workspace: "mea" })).toMatchObject({ status: 200 });
    await give(["engineer"]);
    expect(await carl.call("GET", "/v1/me"), "other roles end the session there").toMatchObject({ status: 401 });
    const { body } = await api.call("GET", `/v1/workspaces/${id}/people`, admin);
    expect((body as PersonList).items.map(({ name, roles }) => [name, roles])).toEqual([
      ["boss", ["admin"]],
      ["carl", ["engineer"]],
    ]);
    expect(await api.call("DELETE", path, admin)).toMatchObject({ body: { status: "disabled" } });
    expect(await api.call("DELETE", path, admin)).toMatchObject({ status: 409 });
    const last = await api.call("DELETE", `/v1/workspaces/${id}/people/boss`, admin);
    expect(last).toMatchObject({ body: { code: "people.last-admin" } });
    const nobody = await api.call("PUT", `/v1/workspaces/${id}/people/nobody`, admin, { roles: ["viewer"] });
    expect(nobody).toMatchObject({ status: 404 });
  });

  it("of others are not there for who does not see to all of them", async () => {
    const { id } = (await listed(admin))[0]!;
    const theirs = elsewhere.admin;
    expect(await listed(theirs)).toMatchObject([{ id: elsewhere.id, first: false }]);
    for (const [method, path, body] of [
      ["GET", `/v1/workspaces/${id}/people`],
      ["PATCH", `/v1/workspaces/${id}`, { name: "mine" }],
      ["PUT", `/v1/workspaces/${id}/people/boss`, { roles: ["viewer"] }],
      ["DELETE", `/v1/workspaces/${id}/people/boss`],
    ] as const)
      expect(await api.call(method, path, theirs, body), path).toMatchObject({ status: 404 });
    const make = await api.call("POST", "/v1/workspaces", theirs, { name: "mine", admin: "boss" });
    expect(make).toMatchObject({ status: 403, body: { code: "people.not-yours" } });
    const lure = await api.call("PUT", `/v1/workspaces/${elsewhere.id}/people/boss`, theirs, { roles: ["viewer"] });
    expect(lure, "nor which accounts there are").toMatchObject({ status: 403, body: { code: "people.not-yours" } });
    const ghost = await api.call("PUT", `/v1/workspaces/${elsewhere.id}/people/ghost`, theirs, { roles: ["viewer"] });
    expect(ghost).toMatchObject({ status: 403, body: { code: "people.not-yours" } });
  });
});
