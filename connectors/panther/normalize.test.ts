import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { pantherSource as source } from "./normalize.ts";

/** The drafts of a fixture, as ingestion would hand it over; null for what is no alert. */
function read(name: string) {
  const body = readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
  const raws = parseBody(body, undefined, undefined, source.text).documents.map(({ raw }) => raw);
  return raws
    .flatMap((raw) => source.split?.(raw, {}) ?? [raw])
    .map((raw) => {
      const draft = source.normalize(raw, {}, { receivedAt: new Date("2026-03-02T00:00:00Z") });
      return draft === null ? null : AlertDraft.parse(draft);
    });
}

it("reads the webhook: the rule that matched, and who is named in the fields that its author put beside", () => {
  const [alert] = read("webhook.json");
  expect(alert).toMatchObject({
    uid: "p1",
    severity: "high",
    rule: { id: "AWS.Console.LoginFailed" },
    techniques: [{ id: "T1110" }],
  });
  expect(alert?.entities).toMatchObject([
    { type: "user", key: "ann", role: "affected" },
    { type: "ip", key: "203.0.113.240", role: "actor" },
  ]);
});

it("names what is missing", () =>
  expect(() => source.normalize({ alertId: "x", severity: "LOW" }, {})).toThrow(/\$\.createdAt/));
