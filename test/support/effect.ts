/** An effect as the store answers it, for tests of what reads one. */
import type { StoredEffect } from "../../src/respond/remediation-activity.ts";

/** An account that was suspended, and seen to be, but for what is given. */
export function effectOf(given: Partial<StoredEffect> = {}): StoredEffect {
  return {
    id: "0199a0b0-0000-7000-8000-000000000009",
    incidentId: "0199a0b0-0000-7000-8000-000000000001",
    runId: "0199a0b0-0000-7000-8000-000000000002",
    step: "suspend",
    playbook: "contain-account",
    idempotencyKey: "0199a0b0-0000-7000-8000-000000000002:suspend",
    capability: "identity.suspend-user",
    effectClass: "contain",
    connection: "corp",
    entityType: "user",
    entityKey: "ada@example.com",
    args: { user: "ada@example.com" },
    argsHash: "a".repeat(64),
    guard: { decision: "allow", policies: ["ordinary-users"], reason: "Allowed by ordinary-users.", budgets: [] },
    status: "verified",
    attempts: 1,
    reverses: null,
    output: { wasSuspended: false },
    error: null,
    readBack: { status: "SUSPENDED" },
    intendedAt: "2026-03-01T10:00:00.000Z",
    settledAt: "2026-03-01T10:00:02.000Z",
    ...given,
  };
}
