import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { defenderForCloudSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const read = (name: string) =>
  (source.split?.(fixture(name), {}) ?? []).map((raw) => AlertDraft.parse(source.normalize(raw, {})));

it("reads an exported alert with host, account, resource and the address that acted", () => {
  const [alert] = read("event-hub.json");
  expect(alert).toMatchObject({ severity: "high", rule: { id: "VM_SuspectDownload" }, uid: "2518-a1" });
  expect(alert?.entities.map(({ role, type, key }) => [role, type, key.split("/").at(-1)])).toEqual([
    ["affected", "device", "shop-vm"],
    ["affected", "user", "svc"],
    ["affected", "cloud-resource", "shop-vm"],
    ["actor", "ip", "203.0.113.61"],
  ]);
});

it("reads the API's spelling of the same", () => {
  expect(read("arm-api.json")[0]).toMatchObject({
    uid: "b1",
    severity: "medium",
    resolved: true,
    techniques: [{ id: "T1555.006" }],
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ AlertType: "x" }, {})).toThrow(/\$\.SystemAlertId/);
});
