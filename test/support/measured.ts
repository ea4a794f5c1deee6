/** Playbooks, runs, effects and approvals written by hand, for what counts them. */
import { newId } from "../../src/ids.ts";
import { applyPlaybook } from "../../src/store/content.ts";
import { transaction } from "../../src/store/database.ts";
import { firstIdSince } from "../../src/store/figures.ts";
import type { TestStore } from "./database.ts";
import { incidentsByHand } from "./range-sync.ts";

export interface WrittenRun {
  status: string;
  outcome?: string;
  at?: Date;
  endedAt?: Date;
}

export function measuredByHand(store: TestStore) {
  const hand = incidentsByHand(store);
  const query = (text: string, values: unknown[]) => store.database.system.query(text, values);
  return {
    ...hand,
    query,

    /** A version of a playbook in force, owned by the queue "blue-team"; answers its id. */
    async playbook(name: string, hash: string): Promise<string> {
      const version = { name, hash, source: "", program: { defaultQueue: "blue-team" }, by: "system" };
      await transaction(store.database.system, (client) => applyPlaybook(client, store.workspaceId, version));
      const found = await hand.rows("SELECT id FROM playbook_versions WHERE name = $1 AND hash = $2", [name, hash]);
      return String(found[0]!.id);
    },

    /** An incident with one run about it; answers the run. */
    async ran(version: string, run: WrittenRun, incident: Record<string, unknown> = {}): Promise<string> {
      const subject = await hand.incident([], incident);
      // Its id is of the time of its beginning, as it would be: what counts runs looks no further.
      const id = run.at === undefined ? newId() : firstIdSince(run.at).slice(0, 13) + newId().slice(13);
      await query(
        "INSERT INTO runs (id, workspace_id, subject_id, program_id, status, state, outcome, started_at, ended_at) VALUES ($1, $2, $3, $4, $5, '{}', $6, $7, $8)",
        [
          id,
          store.workspaceId,
          subject,
          version,
          run.status,
          run.outcome ?? null,
          run.at ?? new Date(),
          run.endedAt ?? null,
        ],
      );
      return id;
    },

    /** A step of a run that chose a way. */
    async chose(run: string, step: string, output: unknown): Promise<void> {
      await query(
        "INSERT INTO run_moves (run_id, position, workspace_id, lines) SELECT $1, 1 + count(*), $2, $3 FROM run_steps WHERE run_id = $1",
        [
          run,
          store.workspaceId,
          JSON.stringify([{ step, kind: "if", attempt: 1, status: "succeeded", output, error: null }]),
        ],
      );
    },

    async effect(run: string, status: string, approval?: string): Promise<void> {
      const id = newId();
      await query(
        `INSERT INTO effects (id, workspace_id, run_id, step, playbook, idempotency_key, capability, effect_class, connection, entity_type, entity_key, args, args_hash, guard, status)
         VALUES ($1, $2, $3, '', '', $4, '', 'contain', '', 'user', '', '{}', '', '{}', $5)`,
        [id, store.workspaceId, run, id, status],
      );
      if (approval === undefined) return;
      await query(
        "INSERT INTO approvals (id, workspace_id, effect_id, args_hash, summary, reason, words, terms, status, expires_at) VALUES ($1, $2, $3, '', '', '', '{}', '{}', $4, now() + interval '1 hour')",
        [newId(), store.workspaceId, id, approval],
      );
    },
  };
}
