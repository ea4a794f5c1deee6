import { describe, expect, it } from "vitest";
import { hashOf } from "../ids.ts";
import { changeText, diffTaxonomy } from "./diff.ts";
import { loadTaxonomy } from "./load.ts";
import { Taxonomy } from "./taxonomy.ts";

const { taxonomy } = await loadTaxonomy(new URL("../../taxonomy", import.meta.url).pathname);
const before = Taxonomy.parse(taxonomy);

function edited(change: (taxonomy: Taxonomy) => void): Taxonomy {
  const copy = structuredClone(before);
  change(copy);
  return copy;
}

function lines(to: Taxonomy): string[] {
  return diffTaxonomy(before, to).map(changeText);
}

describe("the difference between two versions", () => {
  it("is nothing when only the order of keys differs, and the hash is the same", () => {
    const reordered = JSON.parse(
      JSON.stringify(
        before,
        Object.keys({ ...before })
          .sort()
          .concat(keysBelow(before)),
      ),
    ) as Taxonomy;
    expect(lines(reordered)).toEqual([]);
    expect(hashOf(reordered)).toBe(hashOf(before));
  });

  it("names another playbook, a service level and how alerts belong together", () => {
    const changed = edited((copy) => {
      const phishing = copy.types.find((type) => type.id === "fraud/phishing");
      if (phishing !== undefined) phishing.playbook = [{ when: null, run: "triage-handoff", reason: "" }];
      copy.serviceLevels.low = { acknowledge: 86_400, contain: 172_800, resolve: 604_800 };
      copy.correlate[0]!.withinSeconds = 5400;
      copy.duplicates = [
        { id: "one-scan", source: "Suricata", connection: null, rule: null, same: ["rule", "ip"], withinSeconds: 600 },
      ];
    });
    expect(lines(changed)).toEqual([
      "~ taxonomy at priority low: resolve within 7d instead of 2w",
      "+ duplicates rule one-scan folds alerts of Suricata with the same rule and ip within 10m",
      "~ correlation rule same-entity-and-cause joins alerts with the same entity and cause within 90m; before, it joins alerts with the same entity and cause within 2h",
      "~ type fraud/phishing runs triage-handoff instead of: runs phishing-report",
    ]);
    expect(hashOf(changed)).not.toBe(hashOf(before));
  });

  it("names rules that came, went and changed", () => {
    const changed = edited((copy) => {
      const dos = copy.types.find((type) => type.id === "availability/dos");
      if (dos === undefined) return;
      const [first, second] = dos.match;
      dos.match = [
        { ...first!, precedence: 7 },
        { ...second!, id: "dos-new" },
      ];
    });
    expect(lines(changed)).toEqual([
      "~ rule dos of availability/dos has precedence 7 instead of 60",
      "+ rule dos-new of availability/dos matches techniques T1499",
      "- rule dos-technique of availability/dos matched techniques T1499",
    ]);
  });

  it("names types that came and went", () => {
    const changed = edited((copy) => {
      copy.types = copy.types.filter((type) => type.id !== "availability/outage");
    });
    expect(lines(changed)).toEqual(["- type availability/outage is gone (Outage)"]);
    expect(diffTaxonomy(changed, before).map(changeText)).toEqual([
      "+ type availability/outage is new: Outage, runs triage-handoff",
    ]);
  });
});

function keysBelow(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .flatMap(([key, item]) => [key, ...keysBelow(item)])
    .toReversed();
}
