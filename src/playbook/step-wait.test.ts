import { describe, expect, test } from "vitest";
import { END, programOf, runOf } from "../../test/support/playbook.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import type { Observed } from "./observed.ts";
import type { Program } from "./program.ts";
import { initialState, type RunEvent, type RunState } from "./state.ts";
import { advance } from "./step.ts";

const FORM = `  - id: ask
    handoff: soc
    reason: "Is {{ incident.users[0] }} known?"
    resume:
      known: { ask: Do you know them?, type: boolean }
      why: { ask: Why?, one-of: [holiday, work] }
    at-most: 8h
`;
const SEEN: Observed = {
  status: "in-progress",
  severity: "medium",
  severityId: 3,
  priority: "medium",
  disposition: "unknown",
  owner: "",
  alertCount: 1,
  observations: [],
  commentCount: 0,
  revision: 1,
  ticketChanges: 0,
  leasesEnded: 0,
  approvalsAnswered: 0,
};
const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

/** A run that is driven event by event; the state goes through JSON, as the store keeps it. */
function drive(program: Program) {
  let state: RunState = initialState;
  return (event: RunEvent) => {
    const transition = advance(program, fillFacts({ users: ["ada"] }), state, event);
    state = JSON.parse(JSON.stringify(transition.state)) as RunState;
    return transition;
  };
}

describe("a handoff that goes on", () => {
  const program = programOf(`${FORM}  - end: benign
    reason: "{{ steps.ask.known }}, {{ steps.ask.why }}"
`);

  test("asks people, waits for them, and goes on with their answers", () => {
    const { asked, ending } = runOf(program, () => ({ known: true, why: "work" }), { users: ["ada"] });
    expect(asked).toEqual(["ask"]);
    expect(ending).toBe("benign: true, work");
  });

  test("asks with its reason, until a moment, and again only when it is called", () => {
    const step = drive(program);
    const first = step({ kind: "started", now: NOW });
    expect(first.perform).toMatchObject([{ kind: "form", reason: "Is ada known?", deadline: NOW + 8 * HOUR }]);
    expect(first.perform[0]).toMatchObject({ fields: [{ name: "known", type: "boolean" }, { name: "why" }] });
    const parked = step({ kind: "parked", token: 1, wakeAt: NOW + 8 * HOUR, now: NOW });
    expect(parked).toMatchObject({ perform: [], wakeAt: NOW + 8 * HOUR });
    const again = step({ kind: "woken", now: NOW + HOUR });
    expect(again.perform).toMatchObject([{ kind: "form", deadline: NOW + 8 * HOUR }]);
  });

  test("hands over for good when nobody answers, unless it says otherwise", () => {
    expect(runOf(program, () => "silence", { users: ["ada"] }).ending).toContain("Nobody answered the questions");
    const other = programOf(`${FORM}    on-timeout:
      - end: unknown
        reason: nobody was there
${END}`);
    expect(runOf(other, () => "silence", { users: ["ada"] }).ending).toBe("unknown: nobody was there");
  });
});

describe("a wait for something", () => {
  const joined = programOf(`  - id: more
    wait-for: alert-joined
    when: current.alertCount > 2
    at-most: 2h
    on-timeout:
      - end: benign
        reason: nothing more came
  - end: true-positive
    reason: "{{ steps.more.alertCount }} alerts"
`);

  test("looks first, and goes on when it happened", () => {
    const step = drive(joined);
    expect(step({ kind: "started", now: NOW }).perform).toMatchObject([{ kind: "observe", since: null }]);
    const parked = step({ kind: "observed", token: 1, seen: { ...SEEN, alertCount: 5 }, now: NOW });
    expect(parked.state.ending).toBeNull();
    expect(parked.wakeAt).toBe(NOW + 5 * 60_000);
    step({ kind: "woken", now: NOW + 1000 });
    const done = step({ kind: "observed", token: 1, seen: { ...SEEN, alertCount: 6 }, now: NOW + 1000 });
    expect(done.state.ending).toMatchObject({ disposition: "true-positive", reason: "6 alerts" });
  });

  test("goes on waiting while what happened is not what is waited for", () => {
    const step = drive(joined);
    step({ kind: "started", now: NOW });
    step({ kind: "observed", token: 1, seen: SEEN, now: NOW });
    step({ kind: "woken", now: NOW + 1000 });
    const still = step({ kind: "observed", token: 1, seen: { ...SEEN, alertCount: 2 }, now: NOW + 1000 });
    expect(still.state.tokens).toMatchObject([{ phase: "parked" }]);
    step({ kind: "woken", now: NOW + 2000 });
    const other = step({ kind: "observed", token: 1, seen: { ...SEEN, alertCount: 2, revision: 9 }, now: NOW + 2000 });
    expect(other.state.ending).toBeNull();
  });

  test("takes a last look when its time is over, and then the way for that", () => {
    const step = drive(joined);
    step({ kind: "started", now: NOW });
    step({ kind: "observed", token: 1, seen: SEEN, now: NOW });
    expect(step({ kind: "woken", now: NOW + 2 * HOUR }).perform).toMatchObject([{ kind: "observe" }]);
    const over = step({ kind: "observed", token: 1, seen: SEEN, now: NOW + 2 * HOUR });
    expect(over.state.ending).toMatchObject({ disposition: "benign", reason: "nothing more came" });
  });

  test("for a condition goes on at once where it holds already", () => {
    const program = programOf(`  - wait-for: condition
    when: current.owner != ""
    at-most: 1h
${END}`);
    const step = drive(program);
    step({ kind: "started", now: NOW });
    const done = step({ kind: "observed", token: 1, seen: { ...SEEN, owner: "ada" }, now: NOW });
    expect(done.state.ending).toMatchObject({ disposition: "benign" });
  });

  const until = (moment: string) =>
    programOf(`  - wait-for: time
    until: ${moment}
    at-most: 2h
    on-timeout:
      - end: unknown
        reason: too late
${END}`);

  test.each([
    ['timestamp("2027-01-15T08:30:00Z")', "benign: done", 30 * 60_000],
    ['timestamp("2027-01-15T07:00:00Z")', "benign: done", 0],
    ['timestamp("2027-01-15T11:00:00Z")', "unknown: too late", 2 * HOUR],
  ])("for the moment %s ends with %s", (moment, ending, waits) => {
    const step = drive(until(moment));
    const first = step({ kind: "started", now: NOW });
    const wakeAt = first.wakeAt ?? 0;
    expect(Math.max(0, wakeAt - NOW)).toBe(waits);
    const done = step({ kind: "woken", now: Math.max(NOW, wakeAt) }).state.ending;
    expect(done?.kind === "end" ? `${done.disposition}: ${done.reason}` : done).toBe(ending);
  });

  test("after a crash is asked for again", () => {
    const step = drive(joined);
    step({ kind: "started", now: NOW });
    expect(step({ kind: "recovered", now: NOW + 1 }).perform).toMatchObject([{ kind: "observe", key: "more" }]);
  });
});

test("a step with a delay begins later", () => {
  const program = programOf(`  - id: later
    delay: 10m
    action: chat.post-message
    with: { text: now }
${END}`);
  const step = drive(program);
  expect(step({ kind: "started", now: NOW })).toMatchObject({ perform: [], wakeAt: NOW + 600_000 });
  expect(step({ kind: "woken", now: NOW + 600_000 }).perform).toMatchObject([{ node: "later" }]);
});
