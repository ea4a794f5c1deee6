import { expect, it } from "vitest";
import type { Detail } from "./incident-detail.ts";
import { entriesOf } from "./timeline-entries.ts";

const recorded = { subjectType: "incident", subjectId: "i", details: {} };
const incident = {
  alerts: [{ id: "a", receivedAt: "2026-01-01T00:00:00Z", source: "okta", title: "Odd sign-in", severity: "high" }],
  comments: [{ id: "c", at: "2026-01-01T00:03:00Z", author: "person:ada", body: "Mine.", via: null }],
  effects: [{ id: "e", capability: "identity.suspend-user", entityKey: "eve" }],
  timeline: [
    {
      ...recorded,
      at: "2026-01-01T00:01:00Z",
      actor: "system",
      action: "incident-opened",
      details: { type: "fraud/phishing" },
    },
    {
      ...{ at: "2026-01-01T00:02:00Z", actor: "playbook:p@1", action: "effect-applied", subjectType: "effect" },
      ...{ subjectId: "e", details: { connection: "okta", guard: { reason: "Within scope." } } },
    },
    { ...recorded, at: "2026-01-01T00:03:00Z", actor: "person:ada", action: "comment-added" },
    {
      ...{ ...recorded, at: "2026-01-01T00:04:00Z", actor: "person:ada", action: "incident-edited" },
      details: { disposition: "benign", reason: "A test of ours.", before: { disposition: "unknown" } },
    },
  ],
} as unknown as Detail;

const names = {
  capability: () => "Suspend an account",
  type: (id: string) => (id === "fraud/phishing" ? "Phishing" : id),
};

it("is one line of time, newest first, each thing once", () => {
  expect(entriesOf(incident, names).map(({ kind }) => kind)).toEqual([
    "decision",
    "comment",
    "effect",
    "incident",
    "alert",
  ]);
});

it("says of an effect what it does to whom, and why the guard let it", () => {
  expect(entriesOf(incident, names).find(({ kind }) => kind === "effect")?.text).toBe(
    "Suspend an account: eve · Within scope.",
  );
  expect(entriesOf(incident, names)[0]?.text).toBe("disposition: benign · A test of ours.");
});

it("says a type by its name", () => {
  expect(entriesOf(incident, names).find(({ action }) => action === "incident-opened")?.text).toBe("type: Phishing");
});
