import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { inspectorSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const read = (name: string) =>
  (source.split?.(fixture(name), {}) ?? []).map((raw) => AlertDraft.parse(source.normalize(raw, {})));

it("reads a vulnerability with the machine that has it", () => {
  const [alert] = read("eventbridge.json");
  expect(alert).toMatchObject({ severity: "high", rule: { id: "CVE-2026-0101" }, techniques: [], resolved: false });
  expect(alert?.entities[0]).toMatchObject({
    type: "device",
    key: "i-0a1b2c3d4e5f60718",
    name: "shop-1",
    aliases: ["192.0.2.10"],
  });
  expect(alert?.categories).toContain("exploit-available");
});

it("reads an open way in as what it may be used for, and a closed finding as resolved", () => {
  expect(read("list-findings.json")[0]).toMatchObject({
    techniques: [{ id: "T1190" }],
    resolved: true,
    severity: "medium",
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ type: "PACKAGE_VULNERABILITY" }, {})).toThrow(/\$\.findingArn/);
});
