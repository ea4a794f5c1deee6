import { describe, expect, it } from "vitest";
import { DEFAULT_TERMS, type Vote } from "../../../../src/model/approval.ts";
import type { Role } from "../../../../src/model/token.ts";
import { mayAnswer, quorumOf } from "./who-may.ts";

const asked = { status: "pending" as const, terms: { ...DEFAULT_TERMS, approvers: 2 }, votes: [] as Vote[] };
const yesOf = (person: string): Vote => ({
  ...{ person, answer: "approved", by: `person:${person}`, way: "api", comment: null, at: "2026-01-01T00:00:00.000Z" },
});
const me = (...roles: Role[]) => ({ person: "ada", roles, permissions: ["postApprovalsIdApprove"] });

describe("who may answer", () => {
  it("is somebody with every role of the terms, or an admin", () => {
    expect(mayAnswer(asked, me("approver"))).toEqual({ yes: true, no: true, why: "" });
    expect(mayAnswer(asked, me("admin")).yes).toBe(true);
    expect(mayAnswer(asked, me("analyst"))).toMatchObject({ yes: false, no: false });
    expect(mayAnswer(asked, me("analyst")).why).toContain("approver");
  });

  it("is nobody who may only look, and nobody once it is decided", () => {
    expect(mayAnswer(asked, { ...me("viewer"), permissions: [] })).toMatchObject({ yes: false, no: false });
    expect(mayAnswer({ ...asked, status: "denied" }, me("admin"))).toEqual({ yes: false, no: false, why: "" });
  });

  it("is not the same person for a second yes, who may still say no", () => {
    const seconded = { ...asked, votes: [yesOf("ada")] };
    expect(mayAnswer(seconded, me("approver"))).toMatchObject({ yes: false, no: true });
    expect(mayAnswer(seconded, { ...me("approver"), person: "bo" })).toMatchObject({ yes: true, no: true });
  });
});

it("counts who said yes and how many it still takes", () => {
  expect(quorumOf(asked)).toEqual({ yes: 0, left: 2 });
  expect(quorumOf({ ...asked, votes: [yesOf("ada")] })).toEqual({ yes: 1, left: 1 });
});
