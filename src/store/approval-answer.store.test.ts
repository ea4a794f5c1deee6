/** Who may say yes, how often, and what of many who say it at once. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { seedForm, seedIncident, seedResponse } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import type { ApprovalTerms } from "../model/approval.ts";
import { readApproval } from "./approval.ts";
import { type Answer, answerApproval } from "./approval-answer.ts";
import { proceedUnanswered } from "./approval-expiry.ts";
import { applyPlaybook } from "./content.ts";
import { transaction } from "./database.ts";
import type { Intent } from "./effect-intend.ts";
import { answerForm } from "./form.ts";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());

const HASH = "a".repeat(64);

async function asked(terms: Partial<ApprovalTerms>) {
  const { id: incidentId } = await seedIncident(store.database, store.workspaceId);
  return { incidentId, ...(await seedResponse(store.database, store.workspaceId, incidentId, terms)) };
}

const answer = (id: string, person: string, given: Partial<Answer> = {}) =>
  transaction(store.database.system, (client) =>
    answerApproval(client, store.workspaceId, id, {
      ...{ answer: "approved", argsHash: HASH, by: `token:${person}`, person, roles: ["approver"] },
      ...{ way: "api", comment: null, ...given },
    }),
  );
const codeOf = (error: { code?: string }) => error.code ?? "counted";
const outcome = (answering: Promise<unknown>) => answering.then(() => "counted", codeOf);

describe("a quorum", () => {
  test("is filled by different people, and by nobody twice, whatever door they come by", async () => {
    const { approvalId } = await asked({ approvers: 2 });
    expect((await answer(approvalId, "ada"))?.status).toBe("pending");
    for (const way of ["api", "mail"])
      expect(await outcome(answer(approvalId, "ada", { way, by: `person:ada` }))).toBe("approval.said-already");
    expect(await answer(approvalId, "bob")).toMatchObject({
      status: "approved",
      votes: [{ person: "ada" }, { person: "bob" }],
    });
    expect(await outcome(answer(approvalId, "eve"))).toBe("approval.answered");
  });

  test("ends with one no, also of somebody who had said yes", async () => {
    const { approvalId } = await asked({ approvers: 2 });
    await answer(approvalId, "ada");
    const no = await answer(approvalId, "ada", { answer: "denied", comment: "I was wrong." });
    expect(no).toMatchObject({ status: "denied", comment: "I was wrong.", votes: [{ answer: "denied" }] });
  });

  test("of any size, answered by any crowd at once, is one decision with as many people as it takes", async () => {
    const people = fc.array(fc.constantFrom("ada", "bob", "cy", "dan", "eve", "flo"), { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), people, async (approvers, crowd) => {
        const { approvalId } = await asked({ approvers });
        const counted = (await Promise.all(crowd.map((who) => outcome(answer(approvalId, who))))).filter(
          (each) => each === "counted",
        );
        const different = new Set(crowd).size;
        const { status, votes } = (await readApproval(store.database.system, store.workspaceId, approvalId))!;
        expect(status).toBe(different >= approvers ? "approved" : "pending");
        expect(new Set(votes.map(({ person }) => person)).size).toBe(votes.length);
        expect(counted).toHaveLength(Math.min(different, approvers));
        const audit = await store.database.system.query(
          "SELECT 1 FROM audit WHERE subject_id = $1 AND action = 'approval-approved'",
          [approvalId],
        );
        expect(audit.rowCount).toBe(status === "approved" ? 1 : 0);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe("separation of duties", () => {
  test("keeps whoever wrote the version from saying yes, by any of their tokens, and lets them say no", async () => {
    const { approvalId, runId } = await asked({ notBy: ["author"] });
    await store.addToken(["engineer"], { name: "ada-laptop", person: "ada" });
    const written = { name: "hers", hash: "h", source: "", program: {}, by: "token:ada-laptop" };
    await transaction(store.database.system, async (client) => {
      await applyPlaybook(client, store.workspaceId, written);
      await client.query(
        "UPDATE runs SET program_id = (SELECT id FROM playbook_versions WHERE name = 'hers') WHERE id = $1",
        [runId],
      );
    });
    for (const person of ["ada", "ada-laptop"])
      expect(await outcome(answer(approvalId, person))).toBe("approval.not-yours");
    expect((await answer(approvalId, "ada", { answer: "denied", comment: "No." }))?.status).toBe("denied");
  });

  test("keeps whoever asked for it by a form from saying yes to it", async () => {
    const { approvalId, runId, incidentId } = await asked({ notBy: ["asker"] });
    const { workspaceId } = store;
    const form = await seedForm(store.database, { workspaceId, incidentId, runId });
    await transaction(store.database.system, (client) =>
      answerForm(client, workspaceId, form, { answers: { known: true }, by: "token:ada" }),
    );
    expect(await outcome(answer(approvalId, "ada", { roles: ["admin"] }))).toBe("approval.not-yours");
    expect((await answer(approvalId, "bob"))?.status).toBe("approved");
  });

  test("asks for each role that the policies name", async () => {
    const { approvalId } = await asked({ roles: ["approver", "engineer"] });
    expect(await outcome(answer(approvalId, "ada"))).toBe("approval.not-yours");
    expect((await answer(approvalId, "ada", { roles: ["engineer", "approver"] }))?.status).toBe("approved");
  });
});

test("an admin may answer whatever role is asked for", async () => {
  const { approvalId } = await asked({ roles: ["approver", "engineer"] });
  expect((await answer(approvalId, "root", { roles: ["admin"] }))?.status).toBe("approved");
});

describe("what nobody answered", () => {
  const proceed = (approvalId: string, budgets: Intent["budgets"]) =>
    transaction(store.database.system, (client) =>
      proceedUnanswered(client, approvalId, {
        ...({ id: newId(), workspaceId: store.workspaceId, entityType: "user", entityKey: "ada" } as Intent),
        ...{ guard: { decision: "ask", policies: ["p"], reason: "r", budgets: [] }, budgets },
      }),
    );
  const statusOf = async (id: string) =>
    (await readApproval(store.database.system, store.workspaceId, id))?.status ?? "none";
  const budget = { key: "p/max/3600s", max: 5, percent: null, of: null, windowSeconds: 3600 } as never;

  test("does not proceed without a budget that bounds it", async () => {
    const { approvalId } = await asked({ onExpiry: "proceed" });
    expect(await proceed(approvalId, [])).toBe(false);
    expect(await statusOf(approvalId)).toBe("pending");
  });

  test("proceeds once within one, on record, and not where somebody has answered", async () => {
    const { approvalId } = await asked({ onExpiry: "proceed" });
    expect([await proceed(approvalId, [budget]), await proceed(approvalId, [budget])]).toEqual([true, false]);
    expect(await statusOf(approvalId)).toBe("proceeded");
    const audit = await store.database.system.query(
      "SELECT action, details->'policies' AS policies FROM audit WHERE subject_id = $1",
      [approvalId],
    );
    expect(audit.rows).toEqual([{ action: "approval-proceeded", policies: ["p"] }]);
    const answered = await asked({ onExpiry: "proceed" });
    await answer(answered.approvalId, "ada", { answer: "denied", comment: "No." });
    expect(await proceed(answered.approvalId, [budget])).toBe(false);
    expect(await statusOf(answered.approvalId)).toBe("denied");
  });
});

test("two approvals at the same time never answer each other", async () => {
  const [one, other] = [await asked({}), await asked({})];
  await answer(one.approvalId, "ada");
  const read = await readApproval(store.database.system, store.workspaceId, other.approvalId);
  expect(read).toMatchObject({ status: "pending", votes: [] });
});

test("an answer to another effect than the one that was seen counts for nothing", async () => {
  const { approvalId } = await asked({});
  expect(await outcome(answer(approvalId, "ada", { argsHash: "b".repeat(64) }))).toBe("approval.other-effect");
});
