import { describe, expect, test } from "vitest";
import { programOf } from "../../test/support/playbook.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { DebugSession } from "./debug-session.ts";
import { answersOf } from "./run-cases.ts";
import { simulate } from "./simulate.ts";

const USER = { found: true, enabled: true, privileged: false, displayName: "Ada", groups: [] };
const program = programOf(`  - id: account
    action: identity.get-user
    with: { user: "=incident.users[0]" }
  - id: known
    if: steps.account.found
    then:
      - id: tell
        action: chat.post-message
        with: { text: "{{ steps.account.displayName }}" }
    else: []
  - wait: 10m
  - id: done
    end: benign
    reason: "{{ steps.account.displayName }}"
`);
const facts = fillFacts({ users: ["ada"] });
const place = (session: DebugSession) => {
  const { standing } = session;
  return standing.at === "end" ? "end" : standing.at === "nowhere" ? "nowhere" : `${standing.at} ${standing.node.id}`;
};

describe("a run that is debugged", () => {
  test("is gone through step by step, and waits where nobody has an answer", () => {
    const session = new DebugSession(program, facts);
    const seen = [place(session)];
    while (session.step()) seen.push(place(session));
    expect(seen).toEqual(["step account", "waiting account"]);
    session.answer({ output: USER });
    expect(place(session)).toBe("step known");
    expect(session.evaluate("steps.account.displayName + incident.users[0]")).toBe("Adaada");
    expect(() => session.evaluate("steps.tell.id")).toThrow();
    expect(session.records.map(({ step }) => step)).toEqual(["account"]);
    expect(() => session.answer({ output: {} })).toThrow("waits for no answer");
  });

  test("stops at breakpoints, and ends as a simulation does", () => {
    const answers = { answers: { account: USER } };
    const session = new DebugSession(program, facts, () => answersOf(answers));
    session.breakpoints.add("tell");
    session.continue();
    expect(place(session)).toBe("step tell");
    session.continue();
    expect(session.standing).toMatchObject({ at: "end", ending: { disposition: "benign", reason: "Ada" } });
    expect(session.records).toEqual(simulate(program, facts, answersOf(answers)).records);
  });

  test("takes what it is told a step or a capability answers before all else", () => {
    const session = new DebugSession(program, facts, () => answersOf({ answers: { account: USER } }));
    session.overrides.set("identity.get-user", { output: { ...USER, found: false, displayName: "nobody" } });
    session.overrides.set("tell", { error: { root: "refused", code: "guard.refused", message: "No." } });
    session.continue();
    expect(session.standing).toMatchObject({ at: "end", ending: { reason: "nobody" } });
    expect(session.records.map(({ step }) => step)).not.toContain("tell");
  });

  test("goes back to a step, and goes on otherwise from there", () => {
    const session = new DebugSession(program, facts);
    session.overrides.set("account", { output: USER });
    session.continue();
    expect(place(session)).toBe("waiting tell");
    session.rerun("tell");
    expect(place(session)).toBe("step tell");
    session.rerun("account");
    expect(place(session)).toBe("step account");
    session.overrides.set("account", { output: { ...USER, found: false } });
    session.continue();
    expect(session.standing).toMatchObject({ at: "end" });
    expect(() => session.rerun("tel")).toThrow(/has not come to "tel"/);
  });

  test("waits for what happens to the incident, which is seen once", () => {
    const waiting = programOf(`  - id: more
    wait-for: alert-joined
    when: current.alertCount > 3
    at-most: 1h
    on-timeout: [{ id: late, end: benign, reason: late }]
  - id: done
    end: suspicious
    reason: more
`);
    const met = new DebugSession(waiting, facts);
    met.continue();
    expect(place(met)).toBe("waiting more");
    met.answer({ output: { alertCount: 4 } });
    expect(place(met)).toBe("step done");
    const unmet = new DebugSession(waiting, facts);
    unmet.overrides.set("nothing", { silence: true });
    unmet.continue();
    unmet.answer({ output: { alertCount: 2 } });
    expect(place(unmet)).toBe("step late");
  });
});
