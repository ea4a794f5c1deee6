import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { zscalerSource as source } from "./normalize.ts";

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

it("reads a threat with the user, the device and where it came from", () => {
  const [alert] = read("nss-web.json");
  expect(alert).toMatchObject({
    title: "Win32.Example: Blocked",
    severity: "critical",
    controlOutcome: "blocked",
    time: "2026-03-01T10:00:00.000Z",
  });
  expect(alert?.entities.map(({ role, type }) => `${role} ${type}`)).toEqual([
    "affected user",
    "affected device",
    "affected ip",
    "actor ip",
  ]);
  expect(alert?.observables).toContainEqual({ type: "url", value: "http://files.example.net/tool.exe" });
});

it("reads CEF as the same, and a page of no risk as no alert", () => {
  expect(read("cef.log")[0]).toMatchObject({ severity: "critical", techniques: [{ id: "T1566.002" }] });
  expect(
    source.normalize(
      { clientip: "10.0.0.1", urlsupercategory: "News", action: "Allowed", datetime: "2026-03-01 10:00:00" },
      {},
    ),
  ).toBeNull();
});

it("names what is missing", () => {
  expect(() => source.normalize({ clientip: "10.0.0.1", threatname: "X" }, {})).toThrow(/\$\.datetime/);
});
