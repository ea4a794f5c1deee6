import { describe, expect, it } from "vitest";
import { fillFacts } from "./example-facts.ts";
import { loadTaxonomy } from "./load.ts";
import { mappedTo } from "./mapped.ts";
import { Taxonomy } from "./taxonomy.ts";

const { taxonomy: loaded } = await loadTaxonomy(new URL("../../taxonomy", import.meta.url).pathname);
const shipped = Taxonomy.parse(loaded);
const type = { ...shipped.types[0]!, id: "a/b" };
const rule = { reason: "because" };
const taxonomy: Taxonomy = {
  ...shipped,
  types: [
    {
      ...type,
      playbook: [
        { ...rule, when: 'incident.severity == "low"', run: "quiet" },
        { ...rule, when: null, run: "loud" },
      ],
    },
    { ...type, id: "a/c", playbook: [{ ...rule, when: null, run: "loud" }] },
  ],
};

describe("a playbook's incidents", () => {
  it("are of the types that name it, where the first rule that holds does", () => {
    const loud = mappedTo("loud", taxonomy);
    expect(loud.types).toEqual(["a/b", "a/c"]);
    expect(loud.holds(fillFacts({ type: "a/b", severity: "high" }))).toBe(true);
    expect(loud.holds(fillFacts({ type: "a/b", severity: "low" }))).toBe(false);
    expect(loud.holds(fillFacts({ type: "a/d" }))).toBe(false);
    expect(mappedTo("quiet", taxonomy).types).toEqual(["a/b"]);
    expect(mappedTo("nobody", taxonomy)).toMatchObject({ types: [] });
  });
});
