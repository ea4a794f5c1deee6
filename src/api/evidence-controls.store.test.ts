import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import type { Controls, ControlsReport } from "./contract/evidence.ts";

const PERIOD = "from=2026-01-01T00:00:00Z&to=2026-04-01T00:00:00Z";

let api: TestApi;
let viewer: string;
beforeAll(async () => {
  api = await testApi();
  viewer = await api.store.addToken(["viewer"]);
});
afterAll(() => api?.close());

const get = (path: string) => api.call("GET", path, viewer);

test("every framework is held against what was recorded, and says what is not seen here", async () => {
  for (const framework of ["soc2", "iso27001", "gdpr", "nist-csf"]) {
    const { status, body } = await get(`/v1/evidence/${framework}?${PERIOD}`);
    expect({ framework, status }).toEqual({ framework, status: 200 });
    const { controls } = body as Controls;
    expect(controls.length).toBeGreaterThan(1);
    expect(controls.every(({ beyond, observed }) => beyond !== "" && observed.length > 0)).toBe(true);
    // Nothing was recorded yet, so something that has to be there is not.
    expect(controls.some(({ holds }) => !holds)).toBe(true);
    expect(controls.filter(({ holds, nothing }) => holds && !nothing)).toEqual([]);
  }
});

test("the same is handed on as a page and as OSCAL", async () => {
  const { body } = await get(`/v1/evidence/soc2/report?${PERIOD}`);
  const { html, oscal } = body as ControlsReport;
  expect(html).toMatch(/^<!doctype html>/);
  expect(html).toContain("CC7.2");
  expect(oscal).toMatchObject({ "assessment-results": { metadata: { "oscal-version": "1.1.2" } } });
});

test("a framework that there is none of, or a period that ends before it begins, is refused", async () => {
  expect(await get(`/v1/evidence/pci?${PERIOD}`)).toMatchObject({ status: 404 });
  const backwards = "from=2026-04-01T00:00:00Z&to=2026-01-01T00:00:00Z";
  expect(await get(`/v1/evidence/soc2?${backwards}`)).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("after from") },
  });
});
