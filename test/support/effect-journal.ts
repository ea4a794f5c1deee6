/** Effects of one incident, written to the journal and settled without a run or a product. */
import { newId } from "../../src/ids.ts";
import { DEFAULT_TERMS } from "../../src/model/approval.ts";
import { transaction } from "../../src/store/database.ts";
import { type Intent, intendEffects, type Standing } from "../../src/store/effect-intend.ts";
import { type Settlement, settleEffects } from "../../src/store/effect-settle.ts";
import type { TestStore } from "./database.ts";
import { seedIncident } from "./seed.ts";

export const REASON = "because";
const CONNECTION = newId();
export const inAnHour = new Date(Date.now() + 3_600_000).toISOString();

export interface Journal {
  incidentId: string;
  intentOf(decision: "allow" | "ask" | "refuse", given?: Partial<Intent>): Intent;
  intend(...intents: Intent[]): Promise<Standing[]>;
  /** The same effect, asked for by an attempt that may not be the first. */
  again(intent: Intent, given?: Partial<Intent>): Promise<Standing>;
  settle(intent: Intent, status: Settlement["status"], given?: Partial<Settlement>): Promise<void>;
  /** The first row of what a statement over one id finds. */
  one<T extends object>(text: string, id: string): Promise<T | undefined>;
}

export async function journalIn(store: TestStore): Promise<Journal> {
  const { database, workspaceId } = store;
  const incidentId = (await seedIncident(database, workspaceId)).id;
  const intend = (...intents: Intent[]) => transaction(database.system, (client) => intendEffects(client, intents));
  return {
    incidentId,
    intentOf: (decision, given = {}) => ({ ...blocking(decision), workspaceId, incidentId, ...given }),
    intend,
    again: async (intent, given = {}) => (await intend({ ...intent, ...given, id: newId(), again: true }))[0]!,
    settle: (intent, status, given = {}) =>
      transaction(database.system, (client) =>
        settleEffects(client, [{ ...became(status), effectId: intent.id, workspaceId, ...given }]),
      ),
    one: async <T extends object>(text: string, id: string) => (await database.system.query<T>(text, [id])).rows[0],
  };
}

function blocking(decision: "allow" | "ask" | "refuse"): Omit<Intent, "workspaceId" | "incidentId"> {
  const asked = { id: newId(), summary: "Block it", terms: DEFAULT_TERMS, expiresAt: inAnHour };
  const [what, on, needs] = ["block", "ip", ""];
  const words = {
    what,
    on,
    needs,
    known: "",
    howLong: "",
    why: "",
    incident: "",
    evidence: "",
    playbook: "",
    policy: "",
  };
  return {
    ...{ id: newId(), runId: null, step: "block", playbook: "p", idempotencyKey: newId() },
    ...{ capability: "network.block-ip", effectClass: "contain", connectionId: CONNECTION, connection: "edge" },
    ...{ entityType: "ip", entityKey: newId(), args: { ip: "x" }, argsHash: "h", leaseSeconds: 60 },
    ...{ guard: { decision, policies: ["q"], reason: REASON, budgets: [] }, budgets: [] },
    ...{ reverses: null, actor: "playbook:p", again: false },
    approval: decision === "refuse" ? null : { ...asked, words },
  };
}

function became(status: Settlement["status"]): Omit<Settlement, "effectId" | "workspaceId"> {
  return {
    ...{ status, output: { done: true }, error: null, readBack: null, actor: "playbook:p" },
    ...{ lease: null, alreadySo: false, contains: false, link: null },
  };
}

export function leaseOf(given: Partial<NonNullable<Settlement["lease"]>> = {}): NonNullable<Settlement["lease"]> {
  return {
    ...{ id: newId(), reversal: "network.unblock-ip", seconds: 60, owner: "playbook:p", reason: "why" },
    ...{ target: newId(), mark: null },
    ...given,
  };
}
