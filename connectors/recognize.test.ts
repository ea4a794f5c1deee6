/** Each source knows its own messages, and no other takes them for its own: the shape decides who answers when a connection does not say. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseBody } from "../src/ingest/parse.ts";
import { type Normalized, normalizeRaw } from "../src/normalize/normalize-alert.ts";
import { type Candidate, claims } from "../src/normalize/recognize.ts";
import { splitDocument } from "../src/normalize/split-document.ts";
import registry from "./index.ts";

const candidates: Candidate[] = [...registry.values()].flatMap(({ id, source, settings }) => {
  const defaults = settings.safeParse({});
  const known = defaults.success ? (defaults.data as Record<string, unknown>) : {};
  return source?.recognizes === undefined ? [] : [{ id, source, settings: known }];
});
const context = { connectionId: "c", connection: "any", receivedAt: new Date("2026-03-01T00:00:00Z"), ingestId: "d" };

/** The files of `connectors/<id>/fixtures/`: each one body as its product delivers it. */
const fixtures = candidates.flatMap((candidate) => {
  const folder = new URL(`./${candidate.id}/fixtures/`, import.meta.url);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.map((name) => [`${candidate.id}/${name}`, candidate, readFileSync(new URL(name, folder))] as const);
});

function documentsOf(body: Uint8Array, candidate: Candidate): unknown[] {
  const parsed = parseBody(body, undefined, undefined, candidate.source.text);
  expect(parsed.unreadable).toEqual([]);
  return parsed.documents.map(({ raw }) => raw);
}

it.each(candidates.map(({ id }) => id))("%s has messages to be known by", (id) => {
  expect(fixtures.filter(([, candidate]) => candidate.id === id)).not.toEqual([]);
});

describe.each(fixtures)("%s", (_, candidate, body) => {
  it("is known by its own source and by no other", () => {
    for (const document of documentsOf(body, candidate)) {
      expect(candidates.filter((one) => claims(one, document)).map(({ id }) => id)).toEqual([candidate.id]);
    }
  });

  it("is read whole: each alert with its severity, affected entity, source and disposition", () => {
    const results = documentsOf(body, candidate).flatMap((document): Normalized[] => {
      const split = splitDocument(candidate.source, document, candidate.settings);
      return split.ok
        ? split.raws.map((raw) => normalizeRaw(candidate.source, raw, candidate.settings, context))
        : [split];
    });
    expect(results.filter(({ ok }) => ok === false)).toEqual([]);
    const alerts = results.flatMap((result) => (result.ok === true ? [result.alert] : []));
    expect(alerts.length).toBeGreaterThan(0);
    for (const alert of alerts) {
      expect(alert.severity).not.toBe("unknown");
      expect(alert.source).not.toBe("");
      expect(`${alert.entityType}:${alert.entityKey}`).not.toBe("other:unknown");
    }
  });
});
