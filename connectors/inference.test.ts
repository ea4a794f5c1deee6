/** A product fed as if nobody knew it: what inference finds of what its own source finds. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Source } from "../src/connector/connector.ts";
import { parseBody } from "../src/ingest/parse.ts";
import { type Severity, severityId } from "../src/model/scale.ts";
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
  /** Of each alert that both readings have: what the product's own source says, and what was inferred. */
  severities: [own: Severity, inferred: Severity][];
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
    const given = (defaults.success ? defaults.data : {}) as Record<string, unknown>;
    const own = alertsOf(source, given, raws);
    const inferred = alertsOf(autoSource, {}, raws);
    const known = new Set(
      inferred.flatMap(({ observables }) => observables.map(({ type, value }) => `${type} ${value}`)),
    );
    const wanted = new Set(own.flatMap(({ observables }) => observables.map(({ type, value }) => `${type} ${value}`)));
    const missed = [...wanted].filter((one) => !known.has(one));
    total.wanted += wanted.size;
    total.found += wanted.size - missed.length;
    total.missed.push(...missed);
    for (const raw of raws) {
      const [mine, guessed] = [alertsOf(source, given, [raw]), alertsOf(autoSource, {}, [raw])];
      if (mine.length === guessed.length)
        total.severities.push(...mine.map((one, at): [Severity, Severity] => [one.severity, guessed[at]!.severity]));
    }
  }
  return [total];
});

const stepsBetween = ([own, inferred]: readonly [Severity, Severity]) =>
  Math.abs(severityId(own) - severityId(inferred));
const share = (part: readonly unknown[], whole: readonly unknown[]) => part.length / whole.length;

describe("a product that nobody knows", () => {
  for (const { product, wanted, found, missed, severities } of compared)
    console.log(
      ...[product, `${found}/${wanted}`, missed.slice(0, 6).join(" | ")],
      `severity ${severities.filter(([own, inferred]) => own === inferred).length}/${severities.length}`,
      severities.map((pair) => pair.join("~")).join(" "),
    );

  it("has at least 85 in 100 of its observables found", () => {
    const [found, wanted] = compared.reduce(([f, w], one) => [f + one.found, w + one.wanted], [0, 0]);
    console.log(`inferred ${found} of ${wanted} observables over ${compared.length} products`);
    expect(wanted).toBeGreaterThan(5);
    expect(found / wanted).toBeGreaterThanOrEqual(0.85);
  });

  it("has the severity that its own source reads, or none, rather than a wrong one", () => {
    const pairs = compared.flatMap(({ severities }) => severities).filter(([own]) => own !== "unknown");
    const said = pairs.filter(([, inferred]) => inferred !== "unknown");
    const same = said.filter((pair) => stepsBetween(pair) === 0);
    const near = said.filter((pair) => stepsBetween(pair) <= 1);
    console.log(
      `severity: ${said.length} of ${pairs.length} said, ${same.length} the same, ${near.length} within a step`,
    );
    expect(pairs.length).toBeGreaterThan(100);
    expect(share(said, pairs)).toBeGreaterThanOrEqual(0.7);
    expect(share(same, said)).toBeGreaterThanOrEqual(0.8);
    expect(share(near, said)).toBeGreaterThanOrEqual(0.9);
  });
});
