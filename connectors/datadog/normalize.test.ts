import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { datadogSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const read = (raw: unknown) => source.normalize(raw, {});
const drafts = (name: string) => (source.split?.(fixture(name), {}) ?? []).map(read);

it("reads a signal with its account, address, technique and rule", () => {
  expect(drafts("signals-api.json")).toMatchObject([
    {
      severity: "high",
      rule: { id: "abc-def-ghi" },
      techniques: [{ id: "T1110" }],
      entities: [
        { type: "user", key: "dana@example.com", role: "affected" },
        { type: "cloud-account", key: "111122223333" },
        { type: "ip", key: "203.0.113.9", role: "actor" },
      ],
      firstSeen: "2026-03-01T09:50:00.000Z",
    },
  ]);
});

it("takes the triage of a signal for its first disposition", () => {
  const [signal] = source.split?.(fixture("signals-api.json"), {}) ?? [];
  const { attributes } = signal as { attributes: { custom: object } };
  const workflow = { triage: { state: "archived", archiveReason: "testing_or_maintenance" } };
  const archived = { ...(signal as object), attributes: { ...attributes, custom: { ...attributes.custom, workflow } } };
  expect(read(archived)).toMatchObject({ disposition: "test", resolved: true });
});

it("reads a signal of the webhook with its attributes as text", () => {
  expect(drafts("signal-webhook.json")).toMatchObject([
    { severity: "critical", entities: [{ key: "dana@example.com" }, { key: "203.0.113.10", role: "actor" }] },
  ]);
});

it("reads a monitor's notification with the host of its scope, and that it recovered", () => {
  const raw = fixture("monitor-webhook.json");
  expect(read(raw)).toMatchObject({ severity: "high", resolved: false, entities: [{ key: "login-1.example.com" }] });
  expect(read({ ...raw, alert_transition: "Recovered" })).toMatchObject({ resolved: true });
});

it("takes monitors that are well for no alert, and names what is missing", () => {
  expect(drafts("monitors-api.json").map((draft) => draft?.rule.id ?? null)).toEqual(["42", null]);
  expect(() => read({ type: "signal", attributes: { timestamp: "x" } })).toThrow(/\$\.id/);
});
