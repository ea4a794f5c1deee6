import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident } from "../../test/support/seed.ts";

let api: TestApi;
let analyst: string;
let other: string;
let viewer: string;
beforeAll(async () => {
  api = await testApi();
  analyst = await api.store.addToken(["analyst"], { name: "ada" });
  other = await api.store.addToken(["approver"], { name: "bob" });
  viewer = await api.store.addToken(["viewer"], { name: "vic" });
});
afterAll(() => api?.close());

const until = () => new Date(Date.now() + 86_400_000).toISOString();
const decision = (given: object = {}) => ({
  kind: "lesson",
  what: "Look at the gateway first.",
  why: "It lags.",
  ...given,
});
const post = (path: string, body: object, token = analyst) => api.call("POST", `/v1/decisions${path}`, token, body);

describe("decisions over the wire", () => {
  it("are taken about what there is, by the key that alerts know it by, on evidence that is there", async () => {
    const incident = await seedIncident(api.store.database, api.store.workspaceId);
    const taken = await post("", {
      ...decision({ kind: "risk-acceptance", until: until() }),
      about: [{ type: "entity", key: "user:Ada@Example.com" }],
      evidence: [{ type: "incident", key: String(incident.number) }],
    });
    expect(taken).toMatchObject({
      status: 201,
      body: {
        about: [{ type: "entity", key: "user:ada@example.com" }],
        evidence: [{ type: "incident", key: incident.id }],
        by: "token:ada",
      },
    });
    const whole = await api.call("GET", `/v1/incidents/${incident.number}`, viewer);
    expect(whole.body).toMatchObject({ decisions: [{ kind: "risk-acceptance" }] });
  });

  it.each([
    [{ kind: "risk-acceptance" }, 400, /until: expected a time/],
    [{ kind: "autonomy" }, 400, /kind/],
    [{ until: "2020-01-01T00:00:00Z" }, 400, /until: expected a time from now on/],
    [{ about: [{ type: "entity", key: "ada" }] }, 400, /expected its type and a colon first, one of user/],
    [{ about: [{ type: "incident", key: "x" }] }, 404, /no incident "x"/],
    [{ about: [{ type: "playbook", key: "nothing" }] }, 404, /no playbook in force "nothing"/],
    [{ evidence: [{ type: "run", key: "7" }] }, 404, /no run "7"/],
    [{ supersedes: "00000000-0000-7000-8000-000000000000" }, 404, /no decision/],
  ])("are refused with what is wrong: %j", async (given, status, message) => {
    expect(await post("", decision(given))).toMatchObject({
      status,
      body: { message: expect.stringMatching(message) },
    });
  });

  it("are reviewed by somebody else, renewed, revoked, and then left as they are", async () => {
    const { id } = (await post("", decision({ until: until() }))).body as { id: string };
    expect(await post(`/${id}/review`, { text: "fine" })).toMatchObject({
      status: 403,
      body: { code: "decision.own" },
    });
    expect(await post(`/${id}/review`, { text: "fine" }, other)).toMatchObject({ body: { reviewedBy: "token:bob" } });
    expect(await post(`/${id}/renew`, { until: until(), reason: "r" })).toMatchObject({ status: 200 });
    expect(await post(`/${id}/revoke`, { reason: "r" })).toMatchObject({ body: { status: "revoked" } });
    expect(await post(`/${id}/renew`, { until: until(), reason: "r" })).toMatchObject({ status: 409 });
    expect(await post("", decision({ supersedes: id }))).toMatchObject({ status: 409 });
    expect(await post(`/${id}/revoke`, { reason: "r" }, viewer)).toMatchObject({ status: 403 });
  });

  it("are found by subject, words, condition and by when they end", async () => {
    const { id } = (await post("", decision({ what: "Zebra", until: until(), about: [{ type: "rule", key: "r-7" }] })))
      .body as { id: string };
    const found = async (query: string) => {
      const answer = await api.call("GET", `/v1/decisions?${query}`, viewer);
      return (answer.body as { items: { id: string }[] }).items.map((one) => one.id);
    };
    expect(await found("about=rule:r-7&q=zeb")).toEqual([id]);
    expect(await found("about=rule:r-7&dueWithin=2")).toEqual([id]);
    expect(await found("about=rule:r-7&dueWithin=0")).toEqual([]);
    expect(await found(`filter=${encodeURIComponent('what.startsWith("Zeb")')}`)).toEqual([id]);
    const wrong = await api.call("GET", "/v1/decisions?filter=wat%20%3D%3D%201", viewer);
    expect(wrong).toMatchObject({ status: 400, body: { message: expect.stringContaining("line 1, column 1") } });
  });
});
