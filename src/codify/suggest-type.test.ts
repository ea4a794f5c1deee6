import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTaxonomy } from "../taxonomy/load.ts";
import type { IncidentType } from "../taxonomy/taxonomy.ts";
import { suggestType } from "./suggest-type.ts";

let types: readonly IncidentType[] = [];
beforeAll(async () => {
  types = (await loadTaxonomy(fileURLToPath(new URL("../../taxonomy", import.meta.url)))).taxonomy?.types ?? [];
});

describe("of the shipped types", () => {
  it.each([
    ["Phishing", ["T1566.002"], "fraud/phishing"],
    ["Scanning of our network", [], "information-gathering/scanner"],
    ["Login attempts", ["T1110.003"], "intrusion-attempts/brute-force"],
  ])("%s is suggested, with the reason", (title, techniques, id) => {
    const suggested = suggestType(title, techniques, types);
    expect(suggested).toMatchObject({ id });
    expect(suggested?.because).not.toBe("");
  });

  it("none is where nothing speaks for one", () => {
    expect(suggestType("Incident response playbook", [], types)).toBe(null);
  });
});
