import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { tenableSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const raws = (name: string) => source.split?.(fixture(name), {}) ?? [];
const read = (raw: unknown) => AlertDraft.parse(source.normalize(raw, {}));

it("takes findings for alerts and inventory for none", () => {
  const drafts = raws("vulnerability-export.json").map((raw) => source.normalize(raw, {}));
  expect(drafts.map((draft) => draft?.severity ?? null)).toEqual(["critical", "low", null]);
});

it("knows a host by its name and agent, or by its address when it has no name", () => {
  const [named, addressed] = raws("vulnerability-export.json").slice(0, 2).map(read);
  expect(named?.entities[0]).toMatchObject({ type: "device", key: "db-1.example.com" });
  expect(named?.entities[0]?.aliases).toContain("aaaa0001");
  expect(addressed?.entities[0]).toMatchObject({ type: "ip", key: "198.51.100.4" });
});

it("is over when fixed, at the time of the fix", () => {
  const fixed = read(raws("vulnerability-export.json")[1]);
  expect(fixed).toMatchObject({ resolved: true, time: "2026-03-01T10:00:00.000Z" });
  expect(fixed.uid).toMatch(/443\/TCP#resolved$/);
});

it("reads a host of a Nessus scan with the scanner's own way of writing time", () => {
  expect(source.normalize(raws("nessus-host.json")[0], {})).toMatchObject({
    severity: "high",
    time: "2026-03-01T10:00:00.000Z",
    entities: [{ type: "device", key: "files.example.com" }],
  });
});

it("names what is missing", () => {
  const finding = { asset: {}, plugin: {}, severity: "high", state: "OPEN" };
  expect(() => source.normalize(finding, {})).toThrow(/\$\.plugin\.id/);
  expect(() => source.normalize({ ...finding, plugin: { id: 1 } }, {})).toThrow(/\$\.last_found/);
});
