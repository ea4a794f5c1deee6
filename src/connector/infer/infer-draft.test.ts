import { describe, expect, it } from "vitest";
import { inferDraft } from "./infer-draft.ts";

const at = new Date("2026-03-01T12:00:00Z");
const infer = (document: object) => inferDraft(document, at);

describe("the severity of an unknown product", () => {
  it("is read by the name of its field, however that is shortened", () => {
    expect(infer({ alarmName: "Impossible travel", lvl: "HIGH" })).toMatchObject({
      severity: "high",
      severityRaw: "HIGH",
    });
    expect(infer({ title: "Scan", prio: 1 })).toMatchObject({ severity: "critical" });
  });

  it("is read by its word alone where no name says so, and marked as less sure", () => {
    const draft = infer({ title: "Scan", grade: "Critical" });
    expect(draft.severity).toBe("critical");
    expect(draft.inferred?.severity).toEqual({ path: "grade", confidence: 0.4 });
  });

  it("stays unknown where two words contradict each other, and where the word is about something else", () => {
    expect(infer({ title: "Scan", grade: "High", weight: "Low" }).severity).toBe("unknown");
    expect(infer({ title: "Scan", confidence: "High", attackComplexity: "Low" }).severity).toBe("unknown");
  });
});

describe("the title of an unknown product", () => {
  it("is what names the alarm, the incident or the use case", () => {
    for (const field of ["alarmName", "incident_name", "useCase"])
      expect(infer({ [field]: "Impossible travel", type: "event" }).title).toBe("Impossible travel");
  });
});

describe("a link", () => {
  const urls = (draft: ReturnType<typeof infer>) =>
    draft.observables?.filter(({ type }) => type === "url").map(({ value }) => value);

  it("to the product's own page was not seen anywhere", () => {
    expect(urls(infer({ title: "Scan", link: "https://console.example/alerts/7" }))).toEqual([]);
  });

  it("that is written so that nobody follows it was", () => {
    expect(urls(infer({ title: "Scan", link: "hxxp://evil[.]example/x" }))).toHaveLength(1);
  });
});
