import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { measuredByHand } from "../../test/support/measured.ts";

let api: TestApi;
let viewer: string;
beforeAll(async () => {
  api = await testApi();
  viewer = await api.store.addToken(["viewer"]);
  const hand = measuredByHand(api.store);
  const incident = { status: "closed", disposition: "false-positive", resolved_at: new Date() };
  await hand.ran(await hand.playbook("x", "1"), { status: "done", outcome: "benign" }, incident);
});
afterAll(() => api.close());

it("answers figures of any period, told apart as asked", async () => {
  const share = { count: 1, of: 1, rate: 1 };
  expect(await api.call("GET", "/v1/figures?by=version&playbook=x", viewer)).toMatchObject({
    status: 200,
    body: { items: [{ part: "1", figures: { runs: 1, falsePositives: share, overrides: share } }] },
  });
  const past = "/v1/figures?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
  expect(await api.call("GET", past, viewer)).toMatchObject({ status: 200, body: { items: [] } });
});

it("answers what incidents cost people", async () => {
  expect(await api.call("GET", "/v1/figures/work?by=type", viewer)).toMatchObject({
    status: 200,
    body: { items: [{ part: "other", incidents: 1, withoutPerson: { count: 1, of: 1 }, touchesPerIncident: 0 }] },
  });
});

it("wants a playbook for versions, and a period that ends after it begins", async () => {
  expect(await api.call("GET", "/v1/figures?by=version", viewer)).toMatchObject({
    status: 400,
    body: { message: expect.stringMatching(/playbook/) },
  });
  const backwards = "/v1/figures?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z";
  expect(await api.call("GET", backwards, viewer)).toMatchObject({
    status: 400,
    body: { message: expect.stringMatching(/after from/) },
  });
});
