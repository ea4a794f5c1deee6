/** docs/severity.md: its tables are the connectors' own, and how every source without a scale judges is said. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import connectors from "../../connectors/index.ts";
import { severityDocument, unjudged } from "../../scripts/severity-tables.mjs";
import { labelSeverity } from "../../src/connector/labels.ts";
import { ROOT } from "./tree.ts";

const page = readFileSync(`${ROOT}/docs/severity.md`, "utf8");

describe("docs/severity.md", () => {
  test("has the tables that the connectors read by; else run: node scripts/severity-tables.mjs --write", async () => {
    expect(await severityDocument(connectors, page, labelSeverity)).toBe(page);
  });

  test("says of every source without a scale how it judges", () => {
    expect(unjudged(page)).toEqual([]);
    expect(unjudged("| `some` |  |")).toEqual(["some"]);
  });
});
