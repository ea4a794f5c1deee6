/** docs/checks.md: a section for every code of a finding, with the reason and the fix, and none that is gone. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { errorCodes, sourceTexts } from "../../scripts/error-codes.mjs";
import { ROOT } from "./tree.ts";

const page = readFileSync(`${ROOT}/docs/checks.md`, "utf8");
const sections = page
  .split(/^### /m)
  .slice(1)
  .map((text) => {
    const [, code = "", said = ""] = /^`([a-z.-]+)`\n\n(.*)$/s.exec(text.split(/^## /m)[0] ?? "") ?? [];
    return { code, text: said };
  });
const rooms = ["src/playbook", "src/expression"];
const codes = [...errorCodes(sourceTexts(ROOT))].filter(([code, { rooms: at }]) =>
  rooms.some((room) => at.has(room) && room.endsWith(code.slice(0, code.indexOf(".")))),
);

describe("docs/checks.md", () => {
  test("has a section for every code of a fault in a playbook, and none that is gone", () => {
    const faults = codes.filter(([, { roots }]) => roots.has("input")).map(([code]) => code);
    const listed = sections.map(({ code }) => code);
    expect(faults.length).toBeGreaterThan(80);
    expect(faults.filter((code) => !listed.includes(code))).toEqual([]);
    expect(listed.filter((code) => !codes.some(([known]) => known === code))).toEqual([]);
    expect(listed.length).toBe(new Set(listed).size);
  });

  test("says the reason and the fix of each", () => {
    const silent = sections.filter(({ text }) => !/^[A-Z\x60].{10,}\n\nMend it: .{4,}[.]$/s.test(text.trim()));
    expect(silent.map(({ code }) => code)).toEqual([]);
  });
});
