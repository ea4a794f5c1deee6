import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { measuredByHand } from "../../test/support/measured.ts";
import { appendAudit } from "../store/audit.ts";

let api: TestApi;
let viewer: string;
const MINUTE_MS = 60_000;
beforeAll(async () => {
  api = await testApi();
  viewer = await api.store.addToken(["viewer"]);
  const { workspaceId, database } = api.store;
  const hand = measuredByHand(api.store);
  const version = await hand.playbook("x", "1");
  const opened = new Date(Date.now() - 60 * MINUTE_MS);
  const benign = { status: "closed", disposition: "benign", techniques: ["T1110.003", "T1110"], opened_at: opened };
  await hand.ran(
    version,
    { status: "done", outcome: "benign" },
    { ...benign, contained_at: new Date(opened.getTime() + 3 * MINUTE_MS) },
  );
  await hand.ran(version, { status: "failed" }, { status: "new" });
  const touched = await hand.incident([], { status: "new" });
  const entry = { workspaceId, actor: "person:ada", action: "incident-edited", subjectType: "incident" };
  await appendAudit(database.system, [{ ...entry, subjectId: touched }]);
});
afterAll(() => api.close());

const ask = (path: string) => api.call("GET", `/v1/figures/${path}`, viewer);

it("answers what came and what became of it", async () => {
  const { status, body } = await ask("volume");
  expect(status).toBe(200);
  const { unit, items } = body as { unit: string; items: { incidents: number; byDisposition: object }[] };
  expect([unit, items.length]).toEqual(["day", 31]);
  expect(items.reduce((sum, { incidents }) => sum + incidents, 0)).toBe(3);
  expect(items.map(({ byDisposition }) => byDisposition)).toContainEqual(expect.objectContaining({ benign: 1 }));
});

it("answers how times are spread", async () => {
  const { body } = await ask("times?figure=timeToContain");
  expect(body).toMatchObject({ figure: "timeToContain", samples: 1, median: 3 * MINUTE_MS });
  expect((body as { items: { count: number }[] }).items).toContainEqual({
    ...{ fromMs: 2 * MINUTE_MS, toMs: 5 * MINUTE_MS },
    count: 1,
  });
});

it("answers how much of it people had to do with", async () => {
  expect(await ask("funnel")).toMatchObject({
    status: 200,
    body: { stages: [{}, {}, { stage: "incidents", count: 3 }, { stage: "touched", count: 1 }], responded: 1 },
  });
});

it("answers a playbook's figure week by week, with its limits", async () => {
  expect(await ask("control?playbook=x&figure=failures")).toMatchObject({
    status: 200,
    body: { center: 0.5, points: [{ part: expect.stringMatching(/^\d{4}-/), count: 1, of: 2, outside: false }] },
  });
  expect(await ask("control?playbook=none")).toMatchObject({ body: { center: null, points: [] } });
});

it("answers which techniques incidents showed, each incident once", async () => {
  const { body } = await ask("coverage");
  const { items, tactics } = body as { tactics: string[]; items: { id: string; incidents: number }[] };
  expect(items.find(({ id }) => id === "T1110")).toMatchObject({ name: "Brute Force", incidents: 1, types: [] });
  expect(tactics).toHaveLength(14);
});

it("wants a period that ends after it begins", async () => {
  const backwards = "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z";
  expect(await ask(`volume?${backwards}`)).toMatchObject({
    status: 400,
    body: { message: expect.stringMatching(/after from/) },
  });
  expect(await ask(`control?${backwards}`)).toMatchObject({
    status: 400,
    body: { message: expect.stringMatching(/after from/) },
  });
});
