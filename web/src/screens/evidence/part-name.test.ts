import { expect, it } from "vitest";
import { partName } from "./part-name.ts";

const typeName = (id: string) => (id === "fraud/phishing" ? "Phishing" : id);

it("is the name of a type and of what we have a word for, and what was recorded otherwise", () => {
  const names = ["fraud/phishing", "true-positive", "critical", "soc", "constructor", "Suricata"];
  expect(names.map((name) => partName(name, typeName))).toEqual([
    "Phishing",
    "True positive",
    "Critical",
    "soc",
    "constructor",
    "Suricata",
  ]);
});
