import { describe, expect, it } from "vitest";
import { effectOf } from "../../test/support/effect.ts";
import { toRemediationActivity } from "./remediation-activity.ts";

describe("an effect as a remediation activity", () => {
  it("says what was done to whom, by which countermeasure, on whose word, and what became of it", () => {
    expect(toRemediationActivity(effectOf())).toMatchObject({
      class_uid: 7001,
      type_uid: 700_102,
      activity_id: 2,
      activity_name: "Evict",
      command_uid: "0199a0b0-0000-7000-8000-000000000002:suspend",
      start_time: Date.parse("2026-03-01T10:00:00Z"),
      end_time: Date.parse("2026-03-01T10:00:02Z"),
      time: Date.parse("2026-03-01T10:00:02Z"),
      message: "suspend account ada@example.com by corp",
      status_id: 1,
      status_code: "verified",
      status_detail: "Allowed by ordinary-users.",
      actor: { app_name: "Cordon", invoked_by: "playbook:contain-account" },
      authorizations: [{ decision: "allow", policy: { name: "ordinary-users" } }],
      countermeasures: [{ d3f_tactic: { name: "Evict" }, d3f_technique: { uid: "D3-AL", name: "Account Locking" } }],
      observables: [{ name: "user", value: "ada@example.com", type_id: 4 }],
      metadata: {
        uid: "0199a0b0-0000-7000-8000-000000000009",
        correlation_uid: "0199a0b0-0000-7000-8000-000000000001",
      },
      unmapped: {
        capability: "identity.suspend-user",
        arguments_hash: "a".repeat(64),
        read_back: { status: "SUSPENDED" },
      },
    });
  });

  it("tells a way back from what it undoes", () => {
    const back = effectOf({ capability: "identity.restore-user", effectClass: "recover", reverses: effectOf().id });
    expect(toRemediationActivity(back)).toMatchObject({
      activity_name: "Restore",
      countermeasures: [{ d3f_technique: { uid: "D3-ULA", name: "Unlock Account" } }],
      unmapped: { reverses: effectOf().id },
    });
  });

  it.each([
    ["awaiting", 99, "Awaiting"],
    ["refused", 99, "Refused"],
    ["failed", 2, "Failure"],
    ["unknown", 0, "Unknown"],
  ] as const)("does not call one that is %s a success, and says why", (status, id, name) => {
    const error = status === "failed" ? { message: "The product said no." } : null;
    const activity = toRemediationActivity(effectOf({ status, error, settledAt: null }));
    expect(activity).toMatchObject({
      ...{ status_id: id, status: name, status_code: status },
      status_detail: status === "failed" ? "The product said no." : "Allowed by ordinary-users.",
    });
    expect(activity).not.toHaveProperty("end_time");
  });

  it("is no countermeasure where nothing is countered, and about nobody where nobody is", () => {
    const told = toRemediationActivity(
      effectOf({
        ...{ capability: "chat.post-message", effectClass: "notify", entityType: "other", entityKey: "none" },
        guard: { decision: "allow", policies: [], reason: "Messages are free.", budgets: [] },
      }),
    );
    expect(told).toMatchObject({ activity_id: 99, activity_name: "Notify", type_name: "Remediation Activity: Other" });
    expect(told).toMatchObject({ authorizations: [{ decision: "allow" }] });
    expect([told.countermeasures, told.observables]).toEqual([undefined, undefined]);
  });

  it("is still told of a capability that there is no more, and of arguments that it does not take", () => {
    const gone = { capability: "identity.banish-user", effectClass: "contain" } as const;
    expect(toRemediationActivity(effectOf(gone)).message).toBe("identity.banish-user by corp");
    expect(toRemediationActivity(effectOf({ args: {} })).message).toBe("Suspend an account by corp");
  });
});
