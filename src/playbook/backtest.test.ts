import { describe, expect, test } from "vitest";
import { pastIncidentOf } from "../../test/support/past-incident.ts";
import { HEAD, programOf } from "../../test/support/playbook.ts";
import type { FactsFragment } from "../taxonomy/example-facts.ts";
import { type Comparison, compareOne, type PastIncident } from "./backtest.ts";
import { newBacktestSum } from "./backtest-sum.ts";
import type { Program } from "./program.ts";
import type { Answer } from "./simulate.ts";
import type { Work } from "./state.ts";

const FACTS: FactsFragment = { users: ["ada", "bob"], devices: ["lt-1"], severity: "high" };
const USER = { found: true, enabled: true, privileged: true, displayName: "", groups: [] };
const LOOK = `  - id: account
    action: identity.get-user
    with: { user: "=incident.users[0]" }
`;
const SUSPEND = `  - id: suspend
    action: identity.suspend-user
    with: { user: "=incident.users[0]", reason: "Incident {{ incident.number }}" }
    for: 4h
`;
const TELL = `  - id: tell
    action: chat.post-message
    with: { text: "Look at {{ incident.users[0] }}" }
    on-failure: []
`;
const DONE = `  - end: true-positive
    reason: done
`;
const BEFORE = programOf(LOOK + SUSPEND + DONE);

const answer = (work: Work): Answer | undefined => {
  if (work.kind !== "action") return undefined;
  if (work.capability === "identity.get-user") return { output: USER };
  return work.capability === "identity.suspend-user" ? { output: { wasEnabled: true } } : undefined;
};
const incident = pastIncidentOf(BEFORE, answer, FACTS);

function compared(draft: Program, one: PastIncident = incident, assumeEffects = false, before = BEFORE): Comparison {
  const programs = new Map([["1", before]]);
  return compareOne(one, { draft, inForce: { id: "1", program: before }, programs, options: { assumeEffects } });
}

describe("a draft beside the version in force", () => {
  test("changes nothing when it is the same, and when only its words are others", () => {
    expect(compared(BEFORE)).toMatchObject({
      changed: [],
      told: true,
      draft: { outcome: "true-positive", byWording: 0 },
    });
    const reworded = programOf(LOOK + SUSPEND.replace("Incident {{", "For incident {{") + DONE);
    expect(compared(reworded)).toMatchObject({ changed: [], draft: { byWording: 1, unanswered: [] } });
  });

  test("differs in path, effects and outcome", () => {
    const careful = programOf(`${LOOK}  - if: steps.account.privileged
    then:
      - id: ask
        handoff: tier-2
        reason: It is privileged.
    else: []
${SUSPEND}${DONE}`);
    expect(compared(careful)).toMatchObject({
      changed: ["path", "effects", "outcome"],
      draft: { outcome: "handoff", queue: "tier-2", path: ["account", "ask"], effects: [] },
      inForce: { outcome: "true-positive", path: ["account", "suspend"] },
      newEffects: [],
      goneEffects: [{ capability: "identity.suspend-user", target: "ada", leaseSeconds: 14_400 }],
    });
  });

  test("differs where a lease is another, and where its trigger does not hold", () => {
    expect(compared(programOf(LOOK + SUSPEND.replace("4h", "8h") + DONE))).toMatchObject({
      changed: ["effects"],
      newEffects: [{ leaseSeconds: 28_800 }],
      goneEffects: [{ leaseSeconds: 14_400 }],
    });
    const head = HEAD.replace('trigger: "true"', "trigger: incident.severityId > 5");
    expect(compared(programOf(LOOK + SUSPEND + DONE, head))).toMatchObject({
      changed: ["trigger", "path", "effects", "outcome"],
      draft: { outcome: "not-triggered" },
    });
  });

  test("gets no further than what was recorded, and says so", () => {
    const curious = programOf(`${LOOK}  - id: device
    action: endpoint.get-device
    with: { device: "=incident.devices[0]" }
${SUSPEND}${DONE}`);
    expect(compared(curious)).toMatchObject({
      changed: [],
      draft: {
        outcome: "unanswered",
        path: ["account"],
        unanswered: [{ step: "device", what: "endpoint.get-device", target: "lt-1" }],
      },
      goneEffects: [],
    });
  });

  test("is not answered by what was said of another entity", () => {
    const other = programOf(LOOK.replace("users[0]", "users[1]") + DONE);
    expect(compared(other).draft).toMatchObject({ outcome: "unanswered", unanswered: [{ target: "bob" }] });
  });

  test("does a new effect only when it is taken to succeed, and never one whose output is read", () => {
    const telling = programOf(LOOK + TELL + SUSPEND + DONE);
    expect(compared(telling)).toMatchObject({
      changed: ["effects"],
      draft: { outcome: "unanswered", unanswered: [{ step: "tell" }] },
    });
    expect(compared(telling, incident, true)).toMatchObject({
      changed: ["path", "effects"],
      draft: { outcome: "true-positive", assumed: 1 },
      newEffects: [{ capability: "chat.post-message", target: null }],
    });
    const reading = programOf(`${LOOK}${TELL.replace("    on-failure: []\n", "")}${SUSPEND}  - end: benign
    reason: "{{ steps.tell.id }}"
`);
    expect(compared(reading, incident, true).draft).toMatchObject({ outcome: "unanswered", assumed: 0 });
  });

  test("meets the refusals of that time", () => {
    const refused = pastIncidentOf(
      BEFORE,
      (work) =>
        work.kind === "action" && work.capability === "identity.suspend-user"
          ? { error: { root: "refused", code: "guard.refused", message: "No." } }
          : answer(work),
      FACTS,
    );
    const answering = programOf(`${LOOK}${SUSPEND}    on-failure:
      - { end: suspicious, reason: Not suspended. }
${DONE}`);
    expect(compared(answering, refused)).toMatchObject({
      changed: ["outcome"],
      inForce: { outcome: "handoff" },
      draft: { outcome: "suspicious" },
    });
  });

  test("has as many tries as were recorded", () => {
    let failures = 0;
    const flaky = (work: Work): Answer | undefined => {
      if (work.kind !== "action" || work.capability !== "identity.get-user" || failures === 0) return answer(work);
      failures -= 1;
      return { error: { root: "transient", code: "connector.unreachable", message: "not now" } };
    };
    const hasty = programOf(`${LOOK}    retry: { times: 0 }\n${SUSPEND}${DONE}`);
    failures = 2;
    const late = pastIncidentOf(BEFORE, flaky, FACTS);
    expect(compared(BEFORE, late).draft.outcome).toBe("true-positive");
    expect(compared(hasty, late)).toMatchObject({
      changed: ["path", "effects", "outcome"],
      draft: { outcome: "handoff" },
    });
    failures = 1;
    const given = pastIncidentOf(hasty, flaky, FACTS);
    expect(compared(BEFORE, given, false, hasty).draft).toMatchObject({
      outcome: "unanswered",
      unanswered: [{ step: "account" }],
    });
  });

  test("is compared with nothing where no version is in force", () => {
    const programs = new Map([["1", BEFORE]]);
    const alone = compareOne(incident, { draft: BEFORE, inForce: null, programs, options: {} });
    expect(alone).toMatchObject({
      changed: ["trigger", "path", "effects", "outcome"],
      inForce: { outcome: "not-triggered" },
    });
  });

  test("is answered by the journal where no record tells of an effect", () => {
    const effects = [
      {
        ...{ capability: "identity.suspend-user", args: { user: "ada", reason: "Incident 1" }, status: "verified" },
        ...{ output: { wasEnabled: true }, error: null },
      },
    ];
    const lines = incident.runs[0]!.lines.slice(0, 1);
    const cut = { ...incident, runs: [{ ...incident.runs[0]!, lines }] };
    expect(compared(BEFORE, cut).draft).toMatchObject({ outcome: "unanswered", unanswered: [{ step: "suspend" }] });
    expect(compared(BEFORE, { ...cut, effects }).draft).toMatchObject({ outcome: "true-positive" });
  });
});

describe("the sum of a backtest", () => {
  test("counts incidents, kinds of change, effects, outcomes and what was missing", () => {
    const adding = newBacktestSum();
    adding.add(compared(BEFORE));
    adding.add(compared(programOf(LOOK + SUSPEND.replace("4h", "8h") + DONE)));
    adding.add(compared(programOf(LOOK + TELL + SUSPEND + DONE)));
    expect(adding.sum()).toMatchObject({
      ...{ incidents: 3, same: 1, changed: 2, unanswered: 1, unansweredInForce: 0, newEffects: 2, goneEffects: 1 },
      changes: { trigger: 0, path: 0, effects: 2, outcome: 0 },
      effects: [
        { capability: "identity.suspend-user", added: 1, gone: 1 },
        { capability: "chat.post-message", added: 1, gone: 0 },
      ],
      outcomes: [
        { from: "true-positive", to: "true-positive", incidents: 2 },
        { from: "true-positive", to: "unanswered", incidents: 1 },
      ],
      missing: [{ step: "tell", what: "chat.post-message", incidents: 1 }],
    });
  });
});
