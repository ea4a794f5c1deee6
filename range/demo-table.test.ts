import { describe, expect, it } from "vitest";
import type { IncidentLine } from "../src/store/incident-overview.ts";
import { firstToLookAt } from "./demo-table.ts";

const line = (number: number, containedMs: number | null, queue: string | null) =>
  ({ number, containedMs, queue }) as IncidentLine;

describe("the incident to look at first", () => {
  it("was contained and handed to a person, where there is such a one", () => {
    expect(firstToLookAt([line(1, null, "soc"), line(2, 40, null), line(3, 50, "soc")])?.number).toBe(3);
  });

  it("was contained, or is the first there is", () => {
    expect(firstToLookAt([line(1, null, "soc"), line(2, 40, null)])?.number).toBe(2);
    expect(firstToLookAt([line(1, null, null)])?.number).toBe(1);
    expect(firstToLookAt([])).toBeUndefined();
  });
});
