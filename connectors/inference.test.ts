/** A product fed as if nobody knew it: what inference finds of what its own source finds. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Source } from "../src/connector/connector.ts";
import { parseBody } from "../src/ingest/parse.ts";
import { type NormalizedAlert, normalizeRaw } from "../src/normalize/normalize-alert.ts";
import { splitDocument } from "../src/normalize/split-document.ts";
import { autoSource } from "./auto/normalize.ts";
import registry from "./index.ts";

const context = { connectionId: "c", connection: "any", receivedAt: new Date("2026-03-02T00:00:00Z"), ingestId: "d" };

function alertsOf(source: Source, settings: Record<string, unknown>, documents: unknown[]): NormalizedAlert[] {
  return documents.flatMap((document) => {
    const split = splitDocument(source, document, settings);
    return (split.ok ? split.raws : []).flatMap((raw) => {
      const read = normalizeRaw(source, raw, settings, context);
      return read.ok === true ? [read.alert] : [];
    });
  });
}

interface Compared {
  product: string;
  wanted: number;
  found: number;
  missed: string[];
  severities: [own: string, inferred: string][];
}

/** Every fixture of every connector that recognizes its messages, read both ways. */
const compared = [...registry.values()].flatMap(({ id, source, settings }): Compared[] => {
  const folder = new URL(`./${id}/fixtures/`, import.meta.url);
  const defaults = settings.safeParse({});
  if (source?.recognizes === undefined || source.text === "whole" || !existsSync(folder)) return [];
  const total: Compared = { product: id, wanted: 0, found: 0, missed: [], severities: [] };
  for (const name of readdirSync(folder)) {
    const documents = parseBody(readFileSync(new URL(name, folder)), undefined, undefined, source.text).documents;
    const raws = documents.map(({ raw }) => raw);
    const own = alertsOf(source, (defaults.success ? defaults.data : {}) as Record<string, unknown>, raws);
    const inferred = alertsOf(autoSource, {}, raws);
    const known = new Set(
      inferred.flatMap(({ observables }) => observables.map(({ type, value }) => `${type} ${value}`)),
    );
    const wanted = new Set(own.flatMap(({ observables }) => observables.map(({ type, value }) => `${type} ${value}`)));
    const missed = [...wanted].filter((one) => !known.has(one));
    total.wanted += wanted.size;
    total.found += wanted.size - missed.length;
    total.missed.push(...missed);
    if (own[0] !== undefined && inferred[0] !== undefined)
      total.severities.push([own[0].severity, inferred[0].severity]);
  }
  return [total];
});

describe("a product that nobody knows", () => {
  it("has at least 85 in 100 of its observables found", () => {
    for (const { product, wanted, found, missed, severities } of compared) {
      console.log(
        product,
        `${found}/${wanted}`,
        missed.slice(0, 6).join(" | "),
        severities.map((pair) => pair.join("~")).join(" "),
      );
    }
    const [found, wanted] = compared.reduce(([f, w], one) => [f + one.found, w + one.wanted], [0, 0]);
    console.log(`inferred ${found} of ${wanted} observables over ${compared.length} products`);
    expect(wanted).toBeGreaterThan(5);
    expect(found / wanted).toBeGreaterThanOrEqual(0.85);
  });
});
