import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Measure } from "../model/evidence.ts";
import { MEASURE_IDS } from "../store/evidence.ts";
import { assess, percent, recordsWord } from "./assess.ts";
import { FRAMEWORKS, type Framework, parseFramework } from "./control.ts";
import { oscalOf } from "./oscal.ts";
import { reportOf } from "./report.ts";

const folder = fileURLToPath(new URL("../../controls/", import.meta.url));
const shipped = globSync(`${folder}*.json`).map((file) => parseFramework(readFileSync(file, "utf8"), file));

const measure = (id: string, given: Partial<Measure> = {}): Measure => ({
  ...{ id, title: `Title of ${id}`, total: 10, asked: 0, met: 0, items: [] },
  parts: [{ name: "high", count: 10 }],
  weeks: [{ week: "2026-03-02", count: 10 }],
  ...given,
});
const one = (evidence: object[]): Framework =>
  parseFramework(
    JSON.stringify({
      framework: "soc2",
      title: "T",
      source: "https://example.com/",
      controls: [{ id: "CC1", title: "c", asks: "a", beyond: "b", evidence }],
    }),
    "f",
  );
const holds = (need: object, measures: Measure[]) => assess(one([need]), measures)[0]!.holds;
const period = { from: "2026-01-01T00:00:00Z", to: "2026-04-01T00:00:00Z", at: "2026-04-01T00:00:00.000Z" };

describe("the shipped controls", () => {
  it("are of every framework, ask in words, and name only figures that are taken", () => {
    expect(shipped.map(({ framework }) => framework).sort()).toEqual([...FRAMEWORKS].sort());
    const named = shipped.flatMap(({ controls }) =>
      controls.flatMap(({ evidence }) => evidence.map((need) => need.measure)),
    );
    expect(named.filter((id) => !MEASURE_IDS.includes(id))).toEqual([]);
    expect(MEASURE_IDS.filter((id) => !named.includes(id))).toEqual([]);
  });

  it("cover the controls about incidents", () => {
    const ids = (of: string) => shipped.find(({ framework }) => framework === of)!.controls.map(({ id }) => id);
    expect(ids("soc2")).toEqual(["CC7.2", "CC7.3", "CC7.4", "CC7.5"]);
    expect(ids("iso27001")).toEqual(["A.5.24", "A.5.25", "A.5.26", "A.5.27", "A.5.28", "A.8.15", "A.8.16"]);
    expect(ids("gdpr")).toEqual(["art-33", "art-34"]);
  });

  it("are refused where they are wrong, with the place", () => {
    expect(() => one([{ measure: "m", share: 2 }])).toThrow(/^f: controls\.0\.evidence\.0\.share: /);
    expect(() => parseFramework("{", "g")).toThrow(/^g: the file: /);
  });
});

describe("a control", () => {
  it("holds where its figures are as it needs them", () => {
    expect(holds({ measure: "m", some: true }, [measure("m")])).toBe(true);
    expect(holds({ measure: "m", some: true }, [measure("m", { total: 0 })])).toBe(false);
    expect(holds({ measure: "m", share: 0.9 }, [measure("m", { asked: 10, met: 9 })])).toBe(true);
    expect(holds({ measure: "m", share: 0.9 }, [measure("m", { asked: 1000, met: 899 })])).toBe(false);
    expect(holds({ measure: "m", share: 0.9 }, [measure("m")])).toBe(true);
    expect(holds({ measure: "m" }, [])).toBe(false);
  });

  it("has nothing to show where nothing was that it counts, and says so everywhere", () => {
    const framework = one([{ measure: "m", share: 0.9 }]);
    const [nothing, some] = [assess(framework, [measure("m", { total: 0 })]), assess(framework, [measure("m")])];
    expect(nothing.map(recordsWord)).toEqual(["have nothing to show"]);
    expect(some.map(recordsWord)).toEqual(["show it"]);
    expect(assess(one([{ measure: "m", some: true }]), [measure("m", { total: 0 })]).map(recordsWord)).toEqual([
      "fall short",
    ]);
    expect(reportOf(framework, nothing, period)).toContain("have nothing to show");
    expect(JSON.stringify(oscalOf(framework, nothing, period, () => "u"))).toContain("Nothing of what is counted");
    expect(JSON.stringify(oscalOf(framework, some, period, () => "u"))).not.toContain("Nothing of what is counted");
  });

  it("says what was found and what was needed, and rounds nothing up", () => {
    const [found] = assess(one([{ measure: "m", share: 0.9, some: true }]), [
      measure("m", { asked: 10000, met: 8999 }),
    ]);
    expect(found!.observed[0]!.text).toBe(
      "Title of m: 10; 8999 of 10000 (89.9 %); at least one and at least 90 % needed.",
    );
    expect([percent(1), percent(0.29), percent(0)]).toEqual(["100 %", "29 %", "0 %"]);
  });
});

describe("the page", () => {
  it("runs nothing, fetches nothing, and shows an attacker's words as words", () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</title><svg/onload=a>",
        "\u0000\ud800",
      ),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(nasty, (text) => {
        const given = {
          title: text,
          parts: [{ name: text, count: 1 }],
          weeks: [{ week: text, count: 1 }],
          items: [{ [text]: text }],
        };
        const framework = one([{ measure: "m" }]);
        const html = reportOf(framework, assess(framework, [measure("m", given)]), period);
        const tags = [...html.matchAll(/<\/?([a-z0-9!-]+)/gi)].map(([, name]) => name!.toLowerCase());
        const known = "!doctype html head meta title style body h1 h2 p table tr th td span svg text rect".split(" ");
        expect(tags.filter((name) => !known.includes(name))).toEqual([]);
        const attributes = [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, ""));
        expect(attributes.join("\n")).not.toMatch(/\s(on\w+|src|href)=/);
        expect(html.isWellFormed()).toBe(true);
      }),
    );
  });

  it("draws every week of the time, also those of which there is nothing", () => {
    const framework = one([{ measure: "m" }]);
    const weeks = [
      { week: "2026-01-05", count: 3 },
      { week: "2026-01-26", count: 4 },
    ];
    const asked = { ...period, from: "2026-01-01T00:00:00.000Z", to: "2026-02-02T00:00:00.000Z" };
    const html = reportOf(framework, assess(framework, [measure("m", { weeks })]), asked);
    expect([...html.matchAll(/<title>([0-9-]+: \d+)<\/title>/g)].map(([, bar]) => bar)).toEqual([
      "2025-12-29: 0",
      "2026-01-05: 3",
      "2026-01-12: 0",
      "2026-01-19: 0",
      "2026-01-26: 4",
    ]);
  });

  it("has every control and its figures, each drawn once", () => {
    for (const framework of shipped) {
      const html = reportOf(
        framework,
        assess(
          framework,
          MEASURE_IDS.map((id) => measure(id)),
        ),
        period,
      );
      for (const { id, title } of framework.controls) expect(html).toContain(`<h2>${id} ${title}: `);
      const named = new Set(framework.controls.flatMap(({ evidence }) => evidence.map((need) => need.measure)));
      expect(html.match(/<svg/g)).toHaveLength(named.size);
    }
  });
});

describe("the OSCAL document", () => {
  it("has a finding for each control, tied to its observations", () => {
    const framework = one([{ measure: "m" }, { measure: "n", some: true }]);
    let n = 0;
    const assessed = assess(framework, [measure("m"), measure("n", { total: 0 })]);
    const { results } = oscalOf(framework, assessed, period, () => `uuid-${n++}`)["assessment-results"] as {
      results: Record<string, Record<string, unknown>[]>[];
    };
    const [{ findings, observations }] = results as [Record<string, Record<string, unknown>[]>];
    expect(findings).toMatchObject([{ target: { "target-id": "CC1", status: { state: "not-satisfied" } } }]);
    expect(findings![0]!["related-observations"]).toEqual(
      observations!.map(({ uuid }) => ({ "observation-uuid": uuid })),
    );
  });
});
