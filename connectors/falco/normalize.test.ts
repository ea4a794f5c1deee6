import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { falcoSource as source } from "./normalize.ts";

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

it("reads an alert in a container: the pod, its node and the user are affected; times keep their nanoseconds", () => {
  const [alert] = read("http-output.json");
  expect(alert).toMatchObject({
    severity: "medium",
    techniques: [{ id: "T1555" }],
    time: "2026-03-01T10:00:00.123456789Z",
  });
  expect(alert?.entities.map(({ type, key }) => `${type} ${key}`)).toEqual([
    "cloud-resource prod/shop-7d9",
    "device node-1",
    "user root",
  ]);
});

it("names what is missing", () =>
  expect(() => source.normalize({ output_fields: {}, priority: "Error" }, {})).toThrow(/\$\.rule/));
