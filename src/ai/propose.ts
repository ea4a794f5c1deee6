/** From a question to a stored proposal: within the limits of the day, through one call of the model, read strictly, and checked before it is kept. */
import { type CordonError, InputError, isCordonError, RefusedError } from "../errors.ts";
import type { ModelOutcome, ModelSettings } from "../model/model-settings.ts";
import type { ProposalKind } from "../model/proposal.ts";
import { type Database, inWorkspace } from "../store/database.ts";
import { type CallCost, reserveCall, settleCall } from "../store/model-call.ts";
import { addProposal } from "../store/proposal.ts";
import { dataBlock, newFence } from "./data-block.ts";
import type { AskModel, ModelAnswer } from "./port.ts";
import { readAnswer } from "./read-answer.ts";
import type { Read, Task } from "./tasks.ts";

export interface ProposeDeps {
  database: Database;
  settings: ModelSettings;
  ask: AskModel;
  /** Takes known secrets out of a text. */
  redact: (text: string) => string;
  now: () => Date;
}

export interface Question {
  workspaceId: string;
  kind: ProposalKind;
  incidentId: string | null;
  by: string;
  task: Task;
  /** Shown to the model as data. */
  data: Record<string, unknown>;
  /** Whether what was read can be kept, beyond its shape. @throws InputError when not */
  check?: (read: Read) => Promise<void> | void;
}

/**
 * Asks, and keeps what came as a proposal; answers its id. Nothing is asked within a transaction. Whatever comes of it is written down as a call.
 * @throws RefusedError `ai.over-limit`, `ai.not-valid` where it read well and would not do, and what the port and the reading throw
 */
export async function propose(deps: ProposeDeps, question: Question): Promise<string> {
  const { database, settings } = deps;
  const { workspaceId, kind, incidentId, by, task } = question;
  const { limits, model } = settings;
  const fence = newFence();
  const data = dataBlock(question.data, fence, { redact: deps.redact, limit: limits.inputCharacters });
  const instructions = `${deps.redact(task.instructions)}\nThe data stands between ${fence.open} and ${fence.close}.`;
  // Reserved at two characters a token, which is more tokens than but few texts have.
  const most = costOf(settings, {
    inputTokens: Math.ceil((instructions.length + data.length) / 2),
    outputTokens: limits.outputTokens,
  });
  const day = {
    calls: limits.callsPerDay,
    tokens: limits.tokensPerDay,
    costMillionths: limits.costPerDay === undefined ? null : limits.costPerDay * 1_000_000,
  };
  const reserved = await inWorkspace(database, workspaceId, (client) =>
    reserveCall(client, workspaceId, { kind, incidentId, model, by, ...most }, day, deps.now()),
  );
  if (reserved.over !== null) throw overLimit(reserved.over);
  const started = performance.now();
  let answer: ModelAnswer | null = null;
  const settle = (outcome: ModelOutcome) =>
    inWorkspace(database, workspaceId, (client) =>
      settleCall(client, reserved.id, {
        outcome,
        cost: answer !== null ? costOf(settings, answer) : outcome === "not-authorized" ? NOTHING : null,
        ms: performance.now() - started,
      }),
    );
  try {
    answer = await deps.ask({ instructions, data });
    const read = readAnswer(answer.text, task.schema);
    await question.check?.(read);
    const author = `model:${model}`;
    const id = await inWorkspace(database, workspaceId, (client) =>
      addProposal(client, workspaceId, { incidentId, ...read, author, by }),
    );
    await settle("answered");
    return id;
  } catch (error) {
    await settle(outcomeOf(error));
    throw error instanceof InputError ? notValid(error) : error;
  }
}

/** What a provider refused it does not charge for. What broke off on the way may have been charged, and stays as it was reserved. */
const NOTHING: CallCost = { inputTokens: 0, outputTokens: 0, costMillionths: 0 };

function costOf({ prices }: ModelSettings, { inputTokens, outputTokens }: Omit<CallCost, "costMillionths">): CallCost {
  // A price for a million tokens is the millionths of one token.
  const costMillionths = Math.ceil((prices?.input ?? 0) * inputTokens + (prices?.output ?? 0) * outputTokens);
  return { inputTokens, outputTokens, costMillionths };
}

const OUTCOMES: Readonly<Record<string, ModelOutcome>> = {
  "ai.declined": "declined",
  "ai.not-authorized": "not-authorized",
  "ai.refused": "not-authorized",
  "ai.bad-answer": "bad-answer",
};

function outcomeOf(error: unknown): ModelOutcome {
  if (!isCordonError(error)) return "unavailable";
  return OUTCOMES[error.code] ?? (error instanceof InputError ? "not-valid" : "unavailable");
}

/** The fault is the model's: whoever asked gave nothing that they could mend. */
function notValid(fault: InputError): CordonError {
  const message = `What the model proposed would not do, and nothing of it was used: ${fault.message}`;
  return new RefusedError("ai.not-valid", message, { details: { ...fault.details, fault: fault.code }, cause: fault });
}

function overLimit(which: "calls" | "tokens" | "costMillionths"): CordonError {
  const words = { calls: "calls", tokens: "tokens", costMillionths: "cost" }[which];
  return new RefusedError(
    "ai.over-limit",
    `The model's ${words} of today are used up, or this question would pass them; an admin can raise the limit with cordon model set.`,
    { details: { limit: words } },
  );
}
