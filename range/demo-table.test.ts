import { describe, expect, it } from "vitest";
import type { IncidentLine } from "../src/store/incident-overview.ts";
import { firstToLookAt, tableOf } from "./demo-table.ts";

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

describe("the table of what became of the alerts", () => {
  const full: IncidentLine = {
    ...line(5, 512, null),
    typeId: "intrusions/unprivileged-account-compromise",
    severity: "high",
    entityType: "access-key",
    entityName: "jonas.brandt: reads the cost report",
    source: "GuardDuty",
    initialDisposition: "unknown",
    done: [{ capability: "identity.require-password-change", connection: "range-identity" }] as IncidentLine["done"],
    awaiting: ["isolate endpoint erp01 by range-endpoint"],
    status: "in-progress",
  };

  it("leaves every word in one piece", () => {
    const text = tableOf([full]);
    for (const word of [
      "unprivileged-account-compromise",
      "identity.require-password-change",
      "isolate",
      "jonas.brandt:",
    ])
      expect(text).toContain(word);
    expect(text).not.toContain("…");
  });

  it("shows control characters of an alert as what they are", () => {
    const text = tableOf([{ ...full, entityName: "a\u001b[2Jb" }]);
    expect(text).not.toContain("\u001b[2J");
    expect(text).toContain("a\ufffd[2Jb");
  });
});
