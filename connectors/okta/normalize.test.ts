import { describe, expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { oktaSource } from "./normalize.ts";

const ann = { id: "00u1", type: "User", alternateId: "Ann@example.com", displayName: "Ann Lee" };
const bob = { id: "00u2", type: "User", alternateId: "bob@example.com", displayName: "Bob Ray" };
const event = {
  uuid: "e-1",
  published: "2026-03-01T10:00:00.000Z",
  eventType: "user.mfa.factor.deactivate",
  severity: "INFO",
  displayMessage: "Reset factor for user",
  actor: bob,
  client: { ipAddress: "198.51.100.7", userAgent: { rawUserAgent: "Mozilla/5.0" } },
  outcome: { result: "SUCCESS" },
  target: [ann, { id: "opf1", type: "AuthenticatorEnrollment" }],
};
const read = (raw: unknown) => AlertDraft.parse(oktaSource.normalize(raw, {}));

describe("an event", () => {
  it("is about the account it was done to; who did it, and from where, acts", () => {
    expect(read(event).entities).toMatchObject([
      { role: "affected", type: "user", key: "Ann@example.com", name: "Ann Lee", aliases: ["00u1"] },
      { role: "actor", type: "user", key: "bob@example.com" },
      { role: "actor", type: "ip", key: "198.51.100.7" },
    ]);
  });

  it("that somebody did alone is about that account", () => {
    const draft = read({
      ...event,
      eventType: "user.account.report_suspicious_activity_by_enduser",
      actor: ann,
      target: null,
    });
    expect(draft.entities[0]).toMatchObject({ role: "affected", key: "Ann@example.com" });
    expect(draft).toMatchObject({ severity: "high", techniques: [{ id: "T1078.004" }] });
  });

  it("on a policy names the policy beside the administrator's account", () => {
    const draft = read({
      ...event,
      eventType: "policy.rule.delete",
      target: [{ id: "0pr1", type: "PolicyRule", displayName: "Require MFA" }],
    });
    expect(draft.entities).toMatchObject([
      { role: "affected", type: "user", key: "bob@example.com" },
      { role: "affected", type: "cloud-resource", key: "0pr1", name: "Require MFA" },
      { role: "actor", type: "ip" },
    ]);
  });

  it("of a failed second factor is an alert, of a good one not", () => {
    const attempt = { ...event, eventType: "user.authentication.auth_via_mfa", target: [] };
    expect(read({ ...attempt, outcome: { result: "FAILURE" } })).toMatchObject({
      severity: "low",
      controlOutcome: "blocked",
    });
    expect(oktaSource.normalize(attempt, {})).toBeNull();
  });

  it.each([["user.session.start"], ["user.authentication.sso"], ["constructor"]])(
    "of type %s is no alert",
    (eventType) => {
      expect(oktaSource.normalize({ ...event, eventType }, {})).toBeNull();
    },
  );

  it.each([{ threatSuspected: "true" }, { risk: "{reasons=Anomalous Location, level=HIGH}" }])(
    "is an alert when Okta suspects a threat in it",
    (debugData) => {
      expect(read({ ...event, eventType: "user.session.start", debugContext: { debugData } }).severity).toBe("high");
    },
  );

  it("without a uuid is named by its content", () => {
    const { uuid: _, ...nameless } = event;
    expect(read(nameless).uid).toBe(read({ ...nameless }).uid);
    expect(read({ ...nameless, published: "2026-03-01T10:00:01Z" }).uid).not.toBe(read(nameless).uid);
  });
});

it("takes events out of an event hook", () => {
  expect(oktaSource.split?.({ eventType: "com.okta.event_hook", data: { events: [event, event] } }, {})).toHaveLength(
    2,
  );
});

describe("the Authorization header", () => {
  const check = (headers: Record<string, string>) =>
    oktaSource.verify?.check({ headers, body: new Uint8Array() }, "s3cret", new Date(), {});

  it("has to be the secret", () => {
    expect(() => check({ Authorization: "s3cret" })).not.toThrow();
    for (const headers of [{}, { authorization: "" }, { authorization: "s3cre" }, { authorization: "s3cret " }]) {
      expect(() => check(headers as Record<string, string>)).toThrow(
        expect.objectContaining({ root: "refused", code: "ingest.bad-signature" }),
      );
    }
  });
});
