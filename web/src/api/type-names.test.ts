import { expect, it } from "vitest";
import { namesById, withOwnType, withTypeName } from "./type-names.ts";

it("calls a type by its name, and tells two of one name apart by their ids", () => {
  const names = namesById([
    { id: "fraud/phishing", name: "Phishing" },
    { id: "test/test", name: "Test" },
    { id: "own/test", name: "Test" },
  ]);
  expect([...names]).toEqual([
    ["fraud/phishing", "Phishing"],
    ["test/test", "Test (test/test)"],
    ["own/test", "Test (own/test)"],
  ]);
});

it("names the type of an approval's incident, and touches nothing that may be an attacker's", () => {
  const named = (id: string) => (id === "fraud/phishing" ? "Phishing" : id);
  expect(withTypeName("7: (fraud/phishing, severity low) (fraud/phishing, severity high, priority low)", named)).toBe(
    "7: (fraud/phishing, severity low) (Phishing, severity high, priority low)",
  );
  expect(withTypeName("7: clipped (fraud/phis…", named)).toBe("7: clipped (fraud/phis…");
});

it("calls an incident's own type by its name in what a playbook wrote, and nothing else", () => {
  const named = (id: string) => (id === "fraud/phishing" ? "Phishing" : id);
  const text = "No playbook acts on incidents of the type fraud/phishing; reported by fraud/phishing.";
  expect(withOwnType(text, "fraud/phishing", named)).toBe(
    "No playbook acts on incidents of the type “Phishing”; reported by fraud/phishing.",
  );
  expect(withOwnType(text, "other/other", named)).toBe(text);
});
