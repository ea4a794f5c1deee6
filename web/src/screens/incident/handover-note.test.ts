import { expect, it } from "vitest";
import { handoverNote } from "./handover-note.ts";
import type { Detail } from "./incident-detail.ts";

const incident = {
  ...{ number: 7, title: "Beacon to http://evil.example.com", severity: "high", status: "in-progress" },
  ...{
    disposition: "unknown",
    dispositionReason: "The source\nsays so.",
    owner: null,
    entityName: "",
    entityKey: "ws-7",
  },
  ...{ handoffReason: "Needs a person.", handoffQuestions: ["Is the host in use?"], alerts: [], runs: [] },
  effects: [
    { capability: "endpoint.isolate", entityKey: "ws-7", connection: "edr", status: "verified" },
    { capability: "ticket.create", entityKey: "none", connection: "rt", status: "unknown" },
  ],
  approvals: [{ status: "pending" }],
  containment: [{ status: "active" }],
  ...{ acknowledgeBy: null, containBy: null, resolveBy: null },
} as unknown as Detail;

it("says what happened, what was done and what is open, each on a line of its own", () => {
  const note = handoverNote(incident);
  expect(note).toContain("- The source says so.");
  expect(note).toContain("- endpoint.isolate ws-7 (edr, verified)");
  expect(note).not.toContain("- ticket.create");
  expect(note).toMatch(/1 effect is of unknown outcome/);
  expect(note).toMatch(/1 approval waits/);
  expect(note).toContain("- Is the host in use?");
});

it("carries no working link to wherever it is pasted", () => {
  expect(handoverNote(incident)).toContain("hxxp://evil[.]example[.]com");
});
