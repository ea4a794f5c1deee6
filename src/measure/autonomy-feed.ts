/** Feeds what people decided to the ledger of autonomy, and moves what disagreement or agreement moves. */
import type { Log } from "../log.ts";
import { autonomySettings } from "../store/autonomy.ts";
import {
  type Judgement,
  judgementsIn,
  type NewObservation,
  takeStretches,
  writeObservations,
} from "../store/autonomy-feed.ts";
import { ledgerRow, lockPair, moveStage, observationsOf, type Pair } from "../store/autonomy-ledger.ts";
import { type Client, type Database, transaction } from "../store/database.ts";
import { agreementOf, agreementWith } from "./agreement.ts";
import { agreementText, stageBefore, standingOf, takenByItself } from "./autonomy.ts";
import { objectionTo } from "./objection.ts";

/** The newest so many are held against the rule. */
const LOOKED_AT = 5_000;

/** Reads on in the settled record and moves stages accordingly; answers in how many workspaces there is more. Any number of processes may do it at any time. */
export async function feedAutonomy({ system }: Database, log: Log, now: Date): Promise<number> {
  return transaction(system, async (client) => {
    const stretches = await takeStretches(client);
    for (const stretch of stretches) {
      const observations = (await judgementsIn(client, stretch)).flatMap(observationsFrom);
      await writeObservations(client, observations);
      for (const [workspaceId, pair] of pairsOf(observations)) await judge(client, workspaceId, pair, log, now);
    }
    return stretches.filter(({ more }) => more).length;
  });
}

/** What a judgement says of each run, approval and proposal that it is about. */
export function observationsFrom(judgement: Judgement): NewObservation[] {
  const { workspaceId, at, incidentId, incidentType, approval, answer, byPerson, together, disposition, over, runs } =
    judgement;
  const of = { workspaceId, at, incidentId, incidentType, judged: byPerson };
  if (approval !== null) {
    const { id: subjectId, playbook, approved, summary } = approval;
    const text = `${approved ? "Approved" : "Refused"}: ${summary}`;
    return [{ ...of, source: "approval", subjectId, playbook, agreed: approved, text }];
  }
  if (answer !== null) {
    const { id: subjectId, author: playbook, accepted, looked, disposition: proposed } = answer;
    const text = `${accepted ? "Accepted" : "Refused"}: ${proposed}${looked ? "" : ", in a row with others"}`;
    return [{ ...of, source: "proposal", subjectId, playbook, agreed: accepted, judged: looked, text }];
  }
  if (!over) return [];
  // Whoever ends many at once looked at none of them; that they disagree is said deliberately all the same.
  const judged = (agreed: boolean) => byPerson && !(together && agreed);
  const ofRuns = runs.flatMap(({ id: subjectId, playbook, ...proposed }): NewObservation[] => {
    // What the playbook itself closed says nothing of what a shadow beside it would have done.
    if (!byPerson && proposed.shadow) return [];
    const agreement = agreementOf(proposed, disposition);
    if (agreement === null || (proposed.shadow && !judged(agreement.agreed))) return [];
    const source = proposed.shadow ? "shadow" : "run";
    return [{ ...of, source, subjectId, playbook, ...agreement, judged: judged(agreement.agreed) }];
  });
  return byPerson ? [...ofRuns, ...ofProposals(judgement, judged)] : ofRuns;
}

/**
 * The last word on an incident is one on what was proposed of it. Of what was accepted or refused it counts only where it says otherwise than the answer: closing
 * what one accepted is no second yes.
 */
function ofProposals(
  { workspaceId, at, incidentId, incidentType, disposition, proposals }: Judgement,
  judged: (agreed: boolean) => boolean,
): NewObservation[] {
  return proposals.flatMap(({ id: subjectId, author: playbook, status, disposition: proposed }) => {
    const agreement = agreementWith(proposed, disposition);
    if (agreement === null) return [];
    const { agreed } = agreement;
    if (status === "accepted" && agreed) return [];
    if (status === "refused" && proposed !== disposition) return [];
    const of = { workspaceId, at, incidentId, incidentType, judged: judged(agreed) };
    return [{ ...of, source: "proposal", subjectId, playbook, ...agreement }];
  });
}

function pairsOf(observations: readonly NewObservation[]): [workspaceId: string, pair: Pair][] {
  const pairs = new Map<string, [string, Pair]>();
  for (const { workspaceId, incidentType, playbook } of observations)
    pairs.set(JSON.stringify([workspaceId, incidentType, playbook]), [workspaceId, { incidentType, playbook }]);
  return [...pairs.values()];
}

/** Demotes by one stage at once where the rule says so; promotes where that was earned and the settings let it. */
async function judge(client: Client, workspaceId: string, pair: Pair, log: Log, now: Date): Promise<void> {
  await lockPair(client, workspaceId, pair);
  const settings = await autonomySettings(client, workspaceId);
  const row = await ledgerRow(client, workspaceId, pair);
  if (row === null) return;
  const { stage, since, offered, agreement } = standingOf(row, settings);
  const lower = settings.demote ? stageBefore(stage) : null;
  const seen = await observationsOf(client, workspaceId, pair, { since, limit: LOOKED_AT });
  const rule = { since: since.getTime(), allowed: 1 - settings.level, now: now.getTime() };
  const objection =
    lower === null
      ? null
      : objectionTo(
          seen.map(({ at, ...one }) => ({ ...one, at: at.getTime() })),
          rule,
        );
  if (lower !== null && objection !== null) {
    const move = { from: stage, to: lower, by: "system", ...objection };
    await moveStage(client, workspaceId, pair, move);
    log.warn(
      { workspace: workspaceId, ...pair, from: stage, to: lower, reason: objection.reason },
      "a playbook was demoted",
    );
  } else if (offered !== null && takenByItself(settings, offered, pair.playbook)) {
    const move = { from: stage, to: offered, by: "system", reason: agreementText(agreement), incidents: [] };
    await moveStage(client, workspaceId, pair, move);
  }
}
