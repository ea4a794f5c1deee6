import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { inWorkspace } from "../store/database.ts";
import { delegate } from "../store/on-call.ts";
import type { AccessReview, AccessRow } from "./contract/access-review.ts";
import { type Served, serveApi } from "./serve.ts";

let api: TestApi;
let served: Served;
let ada: string;
let bob: string;
let old: string;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  ada = await api.store.addToken(["admin"], { name: "ada" });
  bob = await api.store.addToken(["admin"], { name: "bob" });
  old = await api.store.addToken(["analyst"], { name: "old" });
  await inWorkspace(api.store.database, api.store.workspaceId, (client) =>
    delegate(
      client,
      api.store.workspaceId,
      { person: "cy", to: "dee", until: new Date(Date.now() + 3_600_000) },
      "token:cy",
    ),
  );
});
afterAll(async () => {
  await served?.close();
  await api?.close();
});

const answer = (token: string, id: string, row: AccessRow, said: "keep" | "revoke") =>
  api.call("POST", `/v1/access-reviews/${id}/answers`, token, {
    answers: [{ kind: row.kind, subject: row.subject, answer: said, reason: "r" }],
  });

describe("an access review", () => {
  it("asks of every token and delegation, takes away at once what is revoked, and closes when all is answered", async () => {
    const made = await api.call("POST", "/v1/access-reviews", ada);
    expect(made).toMatchObject({ status: 201, body: { kind: "access", owner: "soc", figures: { admins: 2 } } });
    expect(await api.call("POST", "/v1/access-reviews", ada)).toMatchObject({ status: 409 });
    const { id, rows } = made.body as AccessReview;
    const row = (holder: string) => rows.find((one) => one.holder === holder)!;
    expect(rows.map(({ holder }) => holder)).toEqual(expect.arrayContaining(["ada", "bob", "old", "dee"]));
    expect(await answer(ada, id, row("ada"), "keep")).toMatchObject({
      status: 403,
      body: { code: "review.own-access" },
    });
    expect(await answer(bob, id, row("ada"), "keep")).toMatchObject({ status: 200 });
    expect(await api.call("GET", "/v1/self", old)).toMatchObject({ status: 200 });
    expect(await answer(ada, id, row("old"), "revoke")).toMatchObject({ status: 200 });
    expect(await api.call("GET", "/v1/self", old)).toMatchObject({ status: 401 });
    expect(await answer(ada, id, row("old"), "keep")).toMatchObject({ status: 409 });
    expect(await answer(ada, id, row("dee"), "revoke")).toMatchObject({ status: 200 });
    expect(await api.call("GET", "/v1/delegations", ada)).toMatchObject({ body: { items: [] } });
    const close = () => api.call("POST", `/v1/reviews/${id}/answer`, ada, { text: "All looked at." });
    expect(await close()).toMatchObject({ status: 409, body: { code: "review.rows-open" } });
    for (const left of rows.filter(({ holder }) => !["ada", "old", "dee"].includes(holder)))
      expect(await answer(ada, id, left, "keep")).toMatchObject({ status: 200 });
    expect(await close()).toMatchObject({ status: 200, body: { status: "answered" } });
    const after = await api.call("GET", `/v1/access-reviews/${id}`, ada);
    const answers = (after.body as AccessReview).rows.filter(({ answer: said }) => said === "revoke");
    expect(answers.map(({ carriedOut }) => carriedOut)).toEqual([true, true]);
  });

  it("is for admins, and found by what it is", async () => {
    const viewer = await api.store.addToken(["viewer"], { name: "vic" });
    expect(await api.call("POST", "/v1/access-reviews", viewer)).toMatchObject({ status: 403 });
    expect(await api.call("GET", "/v1/reviews?kind=access", viewer)).toMatchObject({
      body: { items: [{ kind: "access" }] },
    });
  });
});

it("cordon access-review shows rows, keeps and revokes", async () => {
  const env = { CORDON_URL: served.url, CORDON_TOKEN: ada };
  await api.store.database.system.query("DELETE FROM reviews WHERE kind = 'access'");
  const run = await runCommand(["access-review", "run", "--json"], env);
  const { id } = JSON.parse(run.out) as AccessReview;
  const shown = await runCommand(["access-review", "show", id], env);
  expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/token:\S+ +vic +viewer/) });
  const subject = /token:\S+(?= +vic)/.exec(shown.out)![0];
  const revoked = await runCommand(["access-review", "revoke", id, subject, "--reason", "left"], env);
  expect(revoked).toMatchObject({ code: 0, out: expect.stringMatching(/rows wait for an answer/) });
  expect(await runCommand(["access-review", "keep", id, "vic", "--reason", "r"], env)).toMatchObject({
    ...{ code: 2, err: expect.stringContaining("expected token:, person: or delegation:") },
  });
});

it("a review of policies is written ahead of its time, once a year", async () => {
  const engineer = await api.store.addToken(["engineer"], { name: "eve" });
  const made = await api.call("POST", "/v1/policy-reviews", engineer);
  expect(made).toMatchObject({
    status: 201,
    body: { kind: "policies", figures: { policyChanges: 0, riskAcceptances: 0 } },
  });
  expect(await api.call("POST", "/v1/policy-reviews", engineer)).toMatchObject({ status: 409 });
  const { id } = made.body as { id: string };
  const answered = await api.call("POST", `/v1/reviews/${id}/answer`, engineer, { text: "Still right." });
  expect(answered).toMatchObject({ status: 200, body: { status: "answered" } });
});
