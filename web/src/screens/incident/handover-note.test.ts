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
    { capability: "chat.post-message", entityKey: "none", connection: "chat", status: "applied" },
  ],
  approvals: [{ status: "pending" }],
  containment: [
    { status: "active", capability: "endpoint.isolate", entityKey: "ws-7", expiresAt: "2026-03-01T10:00:00Z" },
    { status: "released", capability: "network.block-ip", entityKey: "192.0.2.7", expiresAt: "2026-03-01T10:00:00Z" },
  ],
  ...{ acknowledgeBy: null, containBy: null, resolveBy: null },
} as unknown as Detail;

it("says what happened, what was done and what is open, each on a line of its own", () => {
  const titles: Readonly<Record<string, string>> = { "endpoint.isolate": "Isolate an endpoint" };
  const note = handoverNote(incident, (capability) => titles[capability] ?? capability);
  expect(note).toContain("- The source says so.");
  expect(note).toContain("- Isolate an endpoint ws-7 (edr, done and seen)");
  expect(note).not.toContain("- ticket.create");
  expect(note).toMatch(/- chat.post-message \(chat, [^)]*\)\n- Isolate/);
  expect(note).toMatch(/- Isolate an endpoint ws-7: in force until .*2026/);
  expect(note).not.toContain("192.0.2.7");
  expect(note).toMatch(/1 effect is of unknown outcome/);
  expect(note).toMatch(/1 approval waits/);
  expect(note).toContain("- Is the host in use?");
});

it("carries no working link to wherever it is pasted", () => {
  expect(handoverNote(incident)).toContain("hxxp://evil[.]example[.]com");
});
