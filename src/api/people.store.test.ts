import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { newBrowser, newPerson, PASSWORD } from "../../test/support/browser.ts";
import { inWorkspace } from "../store/database.ts";
import { rolesOfPerson } from "../store/token.ts";

let api: TestApi;
let admin: string;
beforeAll(async () => {
  api = await testApi();
  admin = await api.store.addToken(["admin"], { name: "boss" });
});
afterAll(() => api?.close());

const asAdmin = (method: string, path: string, body?: unknown) => api.call(method, path, admin, body);
const signIn = (name: string) => newBrowser(api.app).call("POST", "/v1/sign-in", { name, password: PASSWORD });

describe("a person", () => {
  it("is invited by a code that is good once, and chooses the password themselves", async () => {
    const added = await asAdmin("POST", "/v1/people", { name: "anna", roles: ["analyst"] });
    expect(added).toMatchObject({ status: 201, body: { person: { name: "anna", status: "invited" } } });
    const { invitation } = added.body as { invitation: { code: string; link: string } };
    expect(invitation.link).toBe(`http://localhost/invitation#${invitation.code}`);
    const accept = (password: string) =>
      newBrowser(api.app).call("POST", "/v1/invitation", { code: invitation.code, password });
    expect(await accept("anna-anna-anna")).toMatchObject({ status: 422, body: { code: "people.weak-password" } });
    expect(await accept(PASSWORD)).toMatchObject({ status: 200, body: { person: "anna", roles: ["analyst"] } });
    expect(await accept(PASSWORD)).toMatchObject({ status: 401 });
    expect(await asAdmin("GET", "/v1/people")).toMatchObject({ body: { items: [{ name: "anna", status: "active" }] } });
    expect(await asAdmin("POST", "/v1/people", { name: "anna", roles: ["viewer"] })).toMatchObject({ status: 409 });
  });

  it("may do what their roles allow, and nobody but an admin changes these", async () => {
    const browser = await newPerson(api.app, admin, "bob", ["viewer"]);
    expect(await browser.call("GET", "/v1/incidents")).toMatchObject({ status: 200 });
    const own = await browser.call("PUT", "/v1/people/bob/roles", { roles: ["admin"] });
    expect(own).toMatchObject({
      status: 403,
      body: { code: "api.not-authorized", message: expect.stringContaining("bob") },
    });
    expect(await browser.call("GET", "/v1/people")).toMatchObject({ status: 403 });
  });

  it("whose roles change signs in again, with the new ones; the change is in the record", async () => {
    const browser = await newPerson(api.app, admin, "carl", ["viewer"]);
    expect(await asAdmin("PUT", "/v1/people/carl/roles", { roles: ["engineer", "approver"] })).toMatchObject({
      status: 200,
    });
    expect(await browser.call("GET", "/v1/me")).toMatchObject({ status: 401 });
    expect(await signIn("carl")).toMatchObject({ body: { roles: ["engineer", "approver"] } });
    const audited = await api.store.database.system.query(
      "SELECT * FROM audit WHERE action = 'roles-granted' AND subject_id = 'carl' ORDER BY id",
    );
    expect(audited.rows.at(-1)).toMatchObject({
      actor: "token:boss",
      details: { before: ["viewer"], roles: ["engineer", "approver"] },
    });
  });

  it("who is disabled is out at once, with every session and token of theirs, until they get roles again", async () => {
    const browser = await newPerson(api.app, admin, "dora", ["analyst"]);
    const token = await api.store.addToken(["viewer"], { name: "doras", person: "dora" });
    expect(await api.call("GET", "/v1/self", token)).toMatchObject({ status: 200 });
    expect(await asAdmin("POST", "/v1/people/dora/disable")).toMatchObject({ body: { status: "disabled" } });
    expect(await browser.call("GET", "/v1/me")).toMatchObject({ status: 401 });
    expect(await api.call("GET", "/v1/self", token)).toMatchObject({ status: 401 });
    expect(await signIn("dora")).toMatchObject({ status: 401 });
    expect(await asAdmin("PUT", "/v1/people/dora/roles", { roles: ["viewer"] })).toMatchObject({
      body: { status: "active" },
    });
    expect(await signIn("dora")).toMatchObject({ status: 200 });
  });

  it("who is reset is out everywhere, and comes back by the new code alone", async () => {
    const browser = await newPerson(api.app, admin, "emil", ["viewer"]);
    const reset = await asAdmin("POST", "/v1/people/emil/reset");
    expect(await browser.call("GET", "/v1/me")).toMatchObject({ status: 401 });
    const { code } = reset.body as { code: string };
    const answer = await browser.call("POST", "/v1/invitation", { code, password: "eight blue tricycles" });
    expect(answer).toMatchObject({ status: 200 });
    expect(await signIn("emil")).toMatchObject({ status: 401 });
  });

  it("has the roles of their account when they answer by a link", async () => {
    await newPerson(api.app, admin, "fay", ["approver"]);
    const { database, workspaceId } = api.store;
    const roles = await inWorkspace(database, workspaceId, (client) => rolesOfPerson(client, workspaceId, "fay"));
    expect(roles).toEqual(["approver"]);
  });

  it("is seen where they are signed in, and signed out, by an admin", async () => {
    const browser = await newPerson(api.app, admin, "gus", ["viewer"]);
    const { items } = (await asAdmin("GET", "/v1/people/gus/sessions")).body as { items: { id: string }[] };
    expect(items).toHaveLength(1);
    expect(await asAdmin("DELETE", `/v1/sessions/${items[0]!.id}`)).toMatchObject({ status: 200 });
    expect(await browser.call("GET", "/v1/me")).toMatchObject({ status: 401 });
    await signIn("gus");
    await signIn("gus");
    expect(await asAdmin("DELETE", "/v1/people/gus/sessions")).toMatchObject({ body: { ended: 2 } });
  });
});

describe("the last admin", () => {
  it("cannot be taken away", async () => {
    const own = await testApi();
    const token = await own.store.addToken(["admin"], { name: "first" });
    const browser = await newPerson(own.app, token, "root", ["admin"]);
    const { items } = (await browser.call("GET", "/v1/tokens")).body as { items: { id: string }[] };
    await browser.call("DELETE", `/v1/tokens/${items[0]!.id}`);
    const refused = { status: 409, body: { code: "people.last-admin" } };
    expect(await browser.call("PUT", "/v1/people/root/roles", { roles: ["viewer"] })).toMatchObject(refused);
    expect(await browser.call("POST", "/v1/people/root/disable")).toMatchObject(refused);
    await own.close();
  });
});

describe("an account of another workspace", () => {
  it("cannot be taken over from here, and the first workspace's admin can bring it in", async () => {
    const second = await api.store.addWorkspace("second");
    const theirs = await api.store.addToken(["admin"], { workspaceId: second, name: "stranger" });
    await newPerson(api.app, admin, "hal", ["viewer"]);
    const add = await api.call("POST", "/v1/people", theirs, { name: "hal", roles: ["admin"] });
    expect(add).toMatchObject({ status: 403, body: { code: "people.elsewhere-too" } });
    await api.call("POST", "/v1/people", theirs, { name: "ida", roles: ["viewer"] });
    const bring = await asAdmin("POST", "/v1/people", { name: "ida", roles: ["viewer"] });
    expect(bring).toMatchObject({ status: 201 });
    expect(await api.call("POST", "/v1/people/ida/reset", theirs)).toMatchObject({ status: 403 });
  });
});
