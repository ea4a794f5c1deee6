import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { inForce, seedPastRun } from "../../test/support/past-rows.ts";
import { type SeededIncident, seedIncident } from "../../test/support/seed.ts";
import { capabilities } from "../connector/capabilities/catalog.ts";
import { DESCRIBED_FUNCTIONS } from "../expression/described.ts";
import type {
  PlaybookLanguage,
  PlaybookOutline,
  PlaybookSimulation,
  PlaybookTested,
} from "./contract/playbook-editor.ts";

const SOURCE = `playbook: watched
title: Watched
description: For tests
maturity: stable
trigger: incident.severityId >= 3 && size(incident.users) > 0
default-queue: soc
variables:
  mood: { type: text, default: calm }
steps:
  - id: account
    action: identity.get-user
    with: { user: "=incident.users[0]" }
  - if: steps.account.privileged
    then:
      - handoff: soc
        reason: "Privileged, and {{ vars.mood }}."
    else: []
  - id: suspend
    action: identity.suspend-user
    with: { user: "=incident.users[0]" }
    for: 4h
  - end: true-positive
    reason: done
`;
const file = "watched/playbook.yaml";
const CASES = `cases:
  - name: an ordinary account is suspended
    incident: { entity: { type: user, key: ann } }
    answers: { account: { found: true, enabled: true, privileged: false, displayName: "", groups: [] } }
    expect: { path: [account, suspend], outcome: true-positive }
  - name: it is expected otherwise
    incident: { entity: { type: user, key: ann } }
    answers: { account: { found: true, enabled: true, privileged: false, displayName: "", groups: [] } }
    expect: { outcome: handoff }
`;
const cases = { file: "watched/playbook.test.yaml", text: CASES };
const ordinary = { found: true, enabled: true, privileged: false, displayName: "", groups: [] };

let api: TestApi;
let analyst: string;
let viewer: string;
let past: SeededIncident;
beforeAll(async () => {
  api = await testApi();
  [analyst, viewer] = [await api.store.addToken(["analyst"]), await api.store.addToken(["viewer"])];
  const { database, workspaceId } = api.store;
  const pinned = { workspaceId, ...(await inForce(database, workspaceId, SOURCE)) };
  past = await seedIncident(database, workspaceId, { entityKey: "ann@example.com" });
  await seedPastRun(database, { ...pinned, incidentId: past.id }, (work) =>
    work.kind === "action" && work.capability === "identity.get-user" ? { output: ordinary } : undefined,
  );
});
afterAll(() => api?.close());

async function asked<T>(method: string, path: string, body?: object, token = analyst): Promise<T> {
  const answer = await api.call(method, path, token, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as T;
}
const simulate = (body: object) => asked<PlaybookSimulation>("POST", "/v1/playbooks/simulate", body);

describe("an outline", () => {
  test("is a text's findings, its sentences, and its graph with the place of every step", async () => {
    const outline = await asked<PlaybookOutline>("POST", "/v1/playbooks/outline", { source: SOURCE, file }, viewer);
    expect(outline).toMatchObject({ ok: true, name: "watched" });
    expect(outline.text).toContain("which contains");
    expect(outline.steps).toMatchObject([
      { id: "account", line: 10 },
      { id: "suspend", capability: "identity.suspend-user" },
    ]);
    expect(outline.variables).toEqual([{ name: "mood", type: "text" }]);
    const { nodes, edges } = outline.graph!;
    expect(nodes.find(({ id }) => id === "suspend")).toMatchObject({
      ...{ shape: "step", kind: "action", capability: "identity.suspend-user", effect: "contain" },
      place: { line: 18, column: 5 },
    });
    expect(edges).toContainEqual(expect.objectContaining({ from: "step-2", to: "step-2.then-1", label: "yes" }));
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
    const ids = nodes.map(({ id }) => id);
    expect(edges.filter(({ from, to }) => !ids.includes(from) || !ids.includes(to))).toEqual([]);
  });

  test("of a text with an error is what is wrong, with its place and fix", async () => {
    const source = SOURCE.replace("identity.suspend-user", "identity.suspend-usr");
    const outline = await asked<PlaybookOutline>("POST", "/v1/playbooks/outline", { source, file });
    expect(outline).toMatchObject({ ok: false, graph: null, text: null });
    expect(outline.findings[0]).toMatchObject({ line: 19, fix: expect.stringContaining("identity.suspend-user") });
  });

  test("knows the drafts that come with it", async () => {
    const part = `playbook: part\ntitle: P\ndescription: d\nmaturity: sandbox\ntrigger: "true"\ndefault-queue: soc\ninputs: {}\nsteps:\n  - wait: 1m\n`;
    const source = SOURCE.replace("steps:\n", "steps:\n  - { playbook: part }\n");
    const calls = [{ name: "part", source: part, file: "part/playbook.yaml" }];
    expect(await asked("POST", "/v1/playbooks/outline", { source, file, calls })).toMatchObject({ ok: true });
    expect(await asked("POST", "/v1/playbooks/outline", { source, file })).toMatchObject({ ok: false });
  });

  test("of a version is its graph as its runs go through it", async () => {
    const path = "/v1/playbooks/watched/versions/1/graph";
    expect(await asked("GET", path, undefined, viewer)).toMatchObject({
      graph: { nodes: expect.arrayContaining([expect.objectContaining({ id: "account", place: null })]) },
    });
    expect(await api.call("GET", "/v1/playbooks/watched/versions/9/graph", viewer)).toMatchObject({ status: 404 });
  });
});

describe("the language", () => {
  test("is told with everything that can be written", async () => {
    const language = await asked<PlaybookLanguage>("GET", "/v1/playbook-language", undefined, viewer);
    expect(language.functions).toEqual(DESCRIBED_FUNCTIONS);
    expect(language.capabilities.map(({ id }) => id)).toEqual([...capabilities.keys()]);
    expect(language.playbooks).toEqual([{ name: "watched", title: "Watched", called: false }]);
    expect(language.incident).toMatchObject({ severityId: "integer", users: { list: "text" } });
    expect(await asked("GET", "/v1/playbook-language/schema.json", undefined, viewer)).toEqual(language.schema);
  });
});

describe("the cases of a playbook", () => {
  test("are run, with what differs and which ways none has taken", async () => {
    const body = { source: SOURCE, file, test: cases };
    const tested = await asked<PlaybookTested>("POST", "/v1/playbooks/test", body);
    expect(tested).toMatchObject({ passed: false, findings: [], coverage: { covered: 1, total: 2 } });
    expect(tested.cases).toMatchObject([
      { line: 2, differences: [] },
      { line: 6, differences: ["the outcome is true-positive, expected handoff"] },
    ]);
    expect(tested.coverage?.missing).toEqual(["step-2: then"]);
  });

  test("are run again with each action failing, where all of them pass and somebody asks for it", async () => {
    const [passing] = CASES.split("  - name: it is");
    const body = { source: SOURCE, file, test: { ...cases, text: passing! }, failures: true };
    const { passed, failures } = await asked<PlaybookTested>("POST", "/v1/playbooks/test", body);
    expect(passed).toBe(true);
    expect(failures).toMatchObject({ runs: 10, withoutEnd: 0 });
    expect(failures!.items).toContainEqual({
      ...{ step: "suspend", way: "refused", outcome: "handoff", ended: true },
      ...{ cases: ["an ordinary account is suspended"], answer: { refused: true } },
    });
    const unasked = await asked<PlaybookTested>("POST", "/v1/playbooks/test", { ...body, failures: false });
    const failing = await asked<PlaybookTested>("POST", "/v1/playbooks/test", { ...body, test: cases });
    expect([unasked.failures, failing.failures]).toEqual([null, null]);
  });

  test("are not run where the playbook or its cases have errors", async () => {
    const broken = { file: cases.file, text: CASES.replace("outcome: handoff", "outcome: nonsense") };
    expect(await asked("POST", "/v1/playbooks/test", { source: SOURCE, file, test: broken })).toMatchObject({
      ...{ passed: false, cases: [], coverage: null },
      findings: [{ code: "playbook.bad-test", file: cases.file }],
    });
    expect((await api.call("POST", "/v1/playbooks/test", viewer, { source: SOURCE, file, test: cases })).status).toBe(
      403,
    );
  });
});

describe("a simulation", () => {
  test("of an incident of the past answers what was answered then", async () => {
    const came = await simulate({ source: SOURCE, file, incident: String(past.number) });
    expect(came).toMatchObject({
      ...{ version: null, incident: past.number, triggered: true, outcome: "true-positive", reason: "done" },
      ...{ standing: { at: "end", step: null, asks: null }, passed: ["account", "step-2", "suspend", "step-4"] },
    });
    expect(came.records).toMatchObject([{ step: "account", output: ordinary }, { output: false }, {}, {}]);
    expect(came.asked).toMatchObject([{ step: "account" }, { step: "suspend", target: "ann@example.com" }]);
  });

  test("takes another answer, stops where it is told to, and says what is seen there", async () => {
    const body = { playbook: "watched", incident: past.id, answers: { account: { ...ordinary, privileged: true } } };
    expect(await simulate(body)).toMatchObject({
      version: 1,
      outcome: "handoff",
      queue: "soc",
      reason: "Privileged, and calm.",
    });
    const stopped = await simulate({ ...body, until: "step-2", watch: ["steps.account.privileged", "vars.mod"] });
    expect(stopped).toMatchObject({
      ...{
        standing: { at: "step", step: "step-2" },
        outcome: null,
        passed: ["account"],
        sees: { vars: { mood: "calm" } },
      },
      values: [
        { value: true, error: null },
        { value: null, error: expect.stringContaining("vars.mod") },
      ],
    });
    expect(await simulate({ ...body, until: "account" })).toMatchObject({ standing: { step: "account" }, passed: [] });
  });

  test("of a case goes on as far as it has answers, and says what is asked then", async () => {
    const [name] = ["an ordinary account is suspended"];
    expect(await simulate({ source: SOURCE, file, test: cases, case: name })).toMatchObject({
      outcome: "true-positive",
    });
    const silent = { file: cases.file, text: CASES.replace(/^ {4}answers.*$/m, "") };
    expect(await simulate({ source: SOURCE, file, test: silent, case: name })).toMatchObject({
      standing: { at: "waiting", step: "account", asks: { kind: "action", capability: "identity.get-user" } },
    });
  });

  test("refuses what cannot be meant, with the nearest that can", async () => {
    const refused = async (body: object) => (await api.call("POST", "/v1/playbooks/simulate", analyst, body)).body;
    const both = { source: SOURCE, incident: past.id, test: cases, case: "x" };
    expect(await refused(both)).toMatchObject({ code: "api.bad-body" });
    expect(await refused({ playbook: "watched", until: "acount" })).toMatchObject({
      ...{ code: "debug.no-such-step", message: expect.stringContaining('"account"') },
    });
    expect(await refused({ source: SOURCE, test: cases, case: "an ordinary acount is suspended" })).toMatchObject({
      code: "debug.no-such-case",
    });
    expect(
      await refused({ playbook: "watched", incident: past.id, answers: { account: { found: "yes" } } }),
    ).toMatchObject({
      code: "playbook.bad-answer",
    });
  });
});
