/** Trains on a workspace's own past and keeps what came of it; tries a kept model on what happened since. */
import { randomBytes } from "node:crypto";
import { hashOf } from "../ids.ts";
import { LABELS } from "../model/harm.ts";
import { type Database, inWorkspace } from "../store/database.ts";
import { type AnsweredIncident, answeredIncidents, keepModel, readModel } from "../store/triage.ts";
import { stopTaughtModels } from "../store/triage-unlearn.ts";
import type { Figures } from "./model.ts";
import { modelOf, storedOf } from "./stored.ts";
import { train } from "./train.ts";
import { tryOn } from "./try-on.ts";

export interface TrainRequest {
  workspaceId: string;
  precision: number;
  /** Learn from incidents under a legal hold too. */
  heldToo: boolean;
  /** Incidents opened since then. */
  since: Date;
  by: string;
}

/** The newest so many are learned from: training stays a matter of seconds. */
const MOST = 20_000;

/** Lets what waits for the processor have it. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Trains, and puts the model in force. Answers its number. @throws InputError `triage.too-few` */
export async function trainAndKeep(database: Database, request: TrainRequest): Promise<number> {
  const { workspaceId, precision, heldToo, since, by } = request;
  const asked = { labels: LABELS, limit: MOST, since, heldToo };
  const answers = await inWorkspace(database, workspaceId, (client) => answeredIncidents(client, workspaceId, asked));
  // Outside of any transaction: it takes seconds.
  const seed = randomBytes(16).toString("hex");
  const { model, figures } = await train(answers, { seed, precision, pause });
  const training = { incidents: answers.length, ...spanOf(answers), since: since.toISOString(), heldToo, precision };
  const trainingHash = hashOf(answers.map(({ id, disposition }) => [id, disposition]));
  const learned = answers.map(({ id }) => id);
  const kept = { ...storedOf(model), training, trainingHash, figures: { ...figures }, learned, by };
  return inWorkspace(database, workspaceId, async (client) => {
    const number = await keepModel(client, workspaceId, kept);
    // It took seconds: what an admin kept from models meanwhile, this one has learned from.
    const reason = "What it learned from was kept from models while it was trained.";
    await stopTaughtModels(client, workspaceId, { incidentId: null, reason, by });
    return number;
  });
}

/** `train` refuses an empty list, so there is a first and a last. */
function spanOf(answers: readonly AnsweredIncident[]): { from: string; to: string } {
  return { from: answers[0]!.openedAt.toISOString(), to: answers.at(-1)!.openedAt.toISOString() };
}

export interface EvaluateRequest {
  workspaceId: string;
  /** The one in force when null. */
  number: number | null;
}

/** How a model did on the incidents opened after the last that it was trained on: whatever people say of them now. Null when there is no such model. */
export async function evaluate(
  database: Database,
  { workspaceId, number }: EvaluateRequest,
): Promise<{ number: number; figures: Figures } | null> {
  const found = await inWorkspace(database, workspaceId, async (client) => {
    const stored = await readModel(client, workspaceId, number);
    if (stored === null) return null;
    // From where it was trained, not from its first incident on: ids are drawn a moment before an incident is opened, and all that one burst opened would be missing.
    const { since, to } = stored.training;
    const asked = { labels: LABELS, limit: MOST, heldToo: stored.training.heldToo };
    const all = await answeredIncidents(client, workspaceId, { ...asked, since: new Date(since) });
    return { stored, all, until: new Date(to) };
  });
  if (found === null) return null;
  const { stored, all, until } = found;
  const before = all.filter(({ openedAt }) => openedAt <= until);
  const later = all.filter(({ openedAt }) => openedAt > until);
  const figures = tryOn(modelOf(stored), later, { before, precision: stored.training.precision });
  return { number: stored.number, figures };
}
