import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { pantherSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads the webhook: the rule that matched, and who is named in the fields that its author put beside", () => {
  const [alert] = read("webhook.json");
  expect(alert).toMatchObject({
    uid: "p1",
    severity: "high",
    rule: { id: "AWS.Console.LoginFailed" },
    techniques: [{ id: "T1110" }],
  });
  expect(alert?.entities).toMatchObject([
    { type: "user", key: "ann", role: "affected" },
    { type: "ip", key: "203.0.113.240", role: "actor" },
  ]);
});

it("names what is missing", () =>
  expect(() => source.normalize({ alertId: "x", severity: "LOW" }, {})).toThrow(/\$\.createdAt/));
