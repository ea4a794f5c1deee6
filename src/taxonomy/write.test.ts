import { describe, expect, it } from "vitest";
import { loadTaxonomy } from "./load.ts";
import { parseTaxonomy } from "./parse.ts";
import { Taxonomy } from "./taxonomy.ts";
import { writeTaxonomy } from "./write.ts";

const shipped = Taxonomy.parse((await loadTaxonomy(new URL("../../taxonomy", import.meta.url).pathname)).taxonomy);

function readAgain(taxonomy: Taxonomy) {
  const [main, ...classes] = writeTaxonomy(taxonomy);
  const { taxonomy: read, findings } = parseTaxonomy(main!, classes);
  return { read, findings };
}

describe("a taxonomy that is written as files", () => {
  it("is the same when it is read again", () => {
    expect(readAgain(shipped)).toEqual({ read: shipped, findings: [] });
  });

  it("is the same with everything that the shipped one has none of", () => {
    const whole: Taxonomy = {
      ...shipped,
      duplicates: [
        { id: "scan", source: "Suricata", connection: null, rule: "a: #b", same: ["rule", "ip"], withinSeconds: 600 },
      ],
      knownBenign: [
        { id: "scan", when: "true", reason: "a test: ours", approvedBy: "ada@example.org", until: "2027-02-01" },
      ],
      types: shipped.types.map((type, place) =>
        place > 0
          ? type
          : {
              ...type,
              playbook: [{ when: null, run: null, reason: "people alone" }],
              escalate: [{ when: null, to: "soc", reason: "always" }],
              disposition: [{ when: "true", disposition: null, reason: "as it says" }],
              serviceLevels: { high: { acknowledge: 90, contain: 5400, resolve: 604_800 } },
            },
      ),
    };
    expect(readAgain(whole)).toEqual({ read: whole, findings: [] });
  });

  it("keeps the order of classes that are not in the order of their codes", () => {
    const classes = [...shipped.classes].reverse();
    const types = classes.flatMap(({ code }) => shipped.types.filter((type) => type.class === code));
    const turned = { ...shipped, classes, types };
    expect(readAgain(turned)).toEqual({ read: turned, findings: [] });
    expect(writeTaxonomy(turned)[1]?.file).toMatch(/^types\/001-/);
  });
});
