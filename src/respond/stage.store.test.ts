/** The stage of a playbook and what people decided hold in the journal: they are read in the transaction that decides an effect. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { boundByStage } from "../guard/stage.ts";
import { newId } from "../ids.ts";
import { moveStage } from "../store/autonomy-ledger.ts";
import { type Client, inWorkspace, transaction } from "../store/database.ts";
import { takeDecision } from "../store/decision.ts";
import { type Ask, decideAsks, intentWriter } from "./intend.ts";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());

const pair = { incidentType: "fraud/phishing", playbook: "p" };
const within = <T>(work: (client: Client) => Promise<T>) => inWorkspace(store.database, store.workspaceId, work);
const move = (from: "act" | "ask", to: "ask" | "shadow") =>
  within((client) =>
    moveStage(client, store.workspaceId, pair, { from, to, by: "token:ada", reason: "r", incidents: [] }),
  );

const asked: { decisions: readonly string[]; autonomy: string }[] = [];
const ask = (playbook = pair.playbook): Ask => ({
  intent: {
    ...{ id: newId(), workspaceId: store.workspaceId, incidentId: null, runId: null, step: "s", playbook },
    ...{ idempotencyKey: newId(), capability: "identity.suspend-user", effectClass: "contain", connectionId: null },
    ...{ connection: "corp", entityType: "user", entityKey: "ada", args: {}, argsHash: "", leaseSeconds: null },
    ...{ reverses: null, actor: "system", again: false },
  },
  question: {
    ...{ capability: { say: () => "say" } as never, connection: "corp", args: {}, leaseSeconds: null, step: "s" },
    ...{ incident: { number: 1 } as never, evidence: "", playbook, queue: "soc" },
  },
  content: {
    connections: [],
    decide(request) {
      asked.push({ decisions: request.decisions ?? [], autonomy: request.autonomy ?? "" });
      return boundByStage(request, { decision: "allow", policies: [], reason: "yes", budgets: [] });
    },
  },
  request: {
    ...{ workspaceId: store.workspaceId, playbook: { name: playbook, maturity: "stable" } },
    ...{ capability: "identity.suspend-user", effectClass: "contain" },
    incident: { type: pair.incidentType, severity: "high", severityId: 4, priority: "high", confidence: 50 },
  },
});
const journal = (one: Ask) => transaction(store.database.system, (client) => intentWriter.write(client, [one]));

it("lets a playbook act, then has people asked of each containment, then refuses", async () => {
  expect(await journal(ask())).toMatchObject([{ kind: "go" }]);
  await move("act", "ask");
  expect(await journal(ask())).toMatchObject([{ kind: "parked" }]);
  expect(await journal(ask("another"))).toMatchObject([{ kind: "go" }]);
  await move("ask", "shadow");
  expect(await journal(ask())).toMatchObject([{ kind: "refused" }]);
  const journalled = await store.database.system.query(
    "SELECT guard->>'decision' AS decision FROM effects WHERE playbook = 'p' ORDER BY id",
  );
  expect(journalled.rows.map(({ decision }) => decision)).toEqual(["allow", "ask", "refuse"]);
});

it("tells a shadow what the playbook would do if it might", async () => {
  const [intent] = await transaction(store.database.system, (client) => decideAsks(client, [ask()]));
  expect(intent?.guard.decision).toBe("allow");
});

it("tells the policies what people decided about the entity, the type and the playbook", async () => {
  const accepted = {
    kind: "risk-acceptance",
    what: "w",
    why: "y",
    evidence: [],
    by: "token:ada",
    until: null,
  } as const;
  await within((client) => takeDecision(client, store.workspaceId, { ...accepted, about: ["entity:user:ada"] }));
  const lesson = { ...accepted, kind: "lesson", about: ["incident-type:fraud/phishing"] } as const;
  await within((client) => takeDecision(client, store.workspaceId, lesson));
  await journal(ask("another"));
  expect(asked.at(-1)).toEqual({ decisions: ["lesson", "risk-acceptance"], autonomy: "act" });
});
