import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { mimecastSource as source } from "./normalize.ts";

const text = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
const read = (raw: unknown) => source.normalize(raw, {});
const alerts = (name: string) => (source.split?.(JSON.parse(text(name)), {}) ?? []).map(read);
const feed = text("siem.ndjson")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

it("reads threats of the feed, and takes mail flow for no alert", () => {
  expect(feed.map(read)).toMatchObject([
    { severity: "medium", controlOutcome: "blocked", techniques: [{ id: "T1566.002" }] },
    { severity: "high", rule: { id: "Example.Loader" }, techniques: [{ id: "T1566.001" }] },
    null,
  ]);
});

it("affects the recipients; the sender and where it came from act", () => {
  expect(read(feed[0])?.entities?.map(({ role, key }) => [role, key])).toEqual([
    ["affected", "dana@example.com"],
    ["actor", "x@example.net"],
    ["actor", "203.0.113.30"],
  ]);
});

it("holds a click that was let through to a malicious page for critical, and a clean one for nothing", () => {
  const [through, clean] = alerts("ttp-url-logs.json");
  expect(through).toMatchObject({ severity: "critical", controlOutcome: "allowed" });
  expect(clean).toBeNull();
});

it("reads attachments with their digest and impersonation with what it looks like", () => {
  expect(alerts("ttp-attachment-logs.json")[0]).toMatchObject({ severity: "high", techniques: [{ id: "T1566.001" }] });
  expect(alerts("ttp-impersonation-logs.json")[0]).toMatchObject({
    severity: "high",
    controlOutcome: "quarantined",
    uid: "imp-1",
  });
});

it("names what is missing", () => {
  expect(() => read({ ...feed[0], timestamp: null })).toThrow(/\$\.timestamp/);
  expect(() => read({ processingId: "p" })).toThrow(/\$\.type/);
});
