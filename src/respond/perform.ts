/** Doing one effect: look first when it may have been done, call, look again, and say what is known for certain. */
import { sleep } from "../clock.ts";
import type { Capability } from "../connector/capability.ts";
import { isIdempotent, type ReadBack } from "../connector/connector.ts";
import { type ErrorJson, isCordonError, RefusedError, toErrorJson } from "../errors.ts";
import { blankOutput } from "./blank-output.ts";
import { type CallBounds, call, type ReadyAction, readBack } from "./content.ts";
import { LOOK_AGAIN_MS, LOOKS, SECOND_LOOK_MS } from "./settings.ts";

/** What became of an effect. */
export interface Outcome {
  status: "applied" | "verified" | "failed" | "unknown";
  output: Record<string, unknown> | null;
  error: ErrorJson | null;
  readBack: Record<string, unknown> | null;
  /** The output comes from a read-back or a repeated call: that it was so already may be our own doing. */
  recovered: boolean;
  /** By what the product tells this containment from another; null where it does not say, or was not asked. */
  mark: string | null;
}

/** What came between an attempt and the next. */
export interface Since {
  undone: boolean;
  refused: ErrorJson | null;
}

/**
 * Causes the effect at most once. `triedBefore`: an earlier attempt may have taken hold, so the system is asked before anything is repeated;
 * where it cannot say and does not itself fold repeats, the outcome is unknown and a person must look. `undone`: the opposite was done since that attempt; a
 * repeat that is folded into it would change nothing then. `refused`: why it may not be repeated at all.
 */
export async function perform(
  ready: ReadyAction,
  input: Record<string, unknown>,
  bounds: CallBounds,
  triedBefore: boolean,
  since: Since = { undone: false, refused: null },
): Promise<Outcome> {
  const earlier = triedBefore ? await lookBeforeRepeating(ready, input, bounds, since) : "not done";
  if (typeof earlier !== "string") return earlier;
  try {
    const output = await call(ready, input, bounds);
    return { ...(await confirm(ready, input, bounds, output)), recovered: earlier === "may be done" };
  } catch (error) {
    return afterError(ready, input, bounds, error, earlier === "may be done");
  }
}

/** Looks whether what was on its way took hold, and does nothing: the outcome when it did, null when it did not or nobody can say. */
export async function lookBack(
  ready: ReadyAction,
  input: Record<string, unknown>,
  bounds: CallBounds,
): Promise<Outcome | null> {
  const seen = await look(ready, input, bounds);
  return seen.inForce === "yes" ? inForce(ready.action.capability, seen) : null;
}

/** The outcome if it is settled already or cannot be settled; else why calling does no harm: nothing is done, or the product folds a repeat. */
async function lookBeforeRepeating(
  ready: ReadyAction,
  input: Record<string, unknown>,
  bounds: CallBounds,
  { undone, refused }: Since,
): Promise<Outcome | "not done" | "may be done"> {
  const seen = await look(ready, input, bounds);
  if (seen.inForce === "yes") return inForce(ready.action.capability, seen);
  if (refused !== null) return notRepeated(ready, seen, refused);
  if (seen.inForce === "no") return "not done";
  return isIdempotent(ready.action, ready.connection.parts.settings) && !undone
    ? "may be done"
    : unknownOutcome(ready, seen, null);
}

async function confirm(
  ready: ReadyAction,
  input: Record<string, unknown>,
  bounds: CallBounds,
  output: Record<string, unknown>,
): Promise<Outcome> {
  if (ready.action.readBack === undefined)
    return { status: "applied", output, error: null, readBack: null, recovered: false, mark: null };
  let seen = await look(ready, input, bounds);
  if (seen.inForce === "no") {
    await sleep(SECOND_LOOK_MS, bounds.signal);
    seen = await look(ready, input, bounds);
  }
  const known = { output, readBack: seen.seen, recovered: false, mark: seen.mark ?? null };
  if (seen.inForce === "yes") return { ...known, status: "verified", error: null };
  if (seen.inForce === "cannot-tell") return { ...known, status: "applied", error: null };
  const error = new RefusedError(
    "effect.not-in-force",
    `${ready.connection.name} accepted ${ready.action.capability.id}, but it is not in force there.`,
  );
  return { ...known, status: "failed", error: toErrorJson(error) };
}

async function afterError(
  ready: ReadyAction,
  input: Record<string, unknown>,
  bounds: CallBounds,
  error: unknown,
  doubt: boolean,
): Promise<Outcome> {
  const json = toErrorJson(error);
  // That this call did nothing says nothing of the one before it.
  if (!mayHaveHappened(error) && !doubt)
    return { status: "failed", output: null, error: json, readBack: null, recovered: false, mark: null };
  const seen = await look(ready, input, { ...bounds, timeoutMs: Math.max(bounds.timeoutMs, 5_000) });
  if (seen.inForce === "yes") return inForce(ready.action.capability, seen);
  if (seen.inForce === "no")
    return { status: "failed", output: null, error: json, readBack: seen.seen, recovered: false, mark: null };
  // Repeats are folded by the product itself: the stepper may try again under the same key.
  if (isIdempotent(ready.action, ready.connection.parts.settings))
    return { status: "unknown", output: null, error: json, readBack: seen.seen, recovered: false, mark: null };
  return unknownOutcome(ready, seen, json);
}

/** Asks the system, again where the answer was lost: looking is harmless, and repeating an effect may not be. A system that cannot be asked cannot tell. */
async function look(ready: ReadyAction, input: Record<string, unknown>, bounds: CallBounds): Promise<ReadBack> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readBack(ready, input, bounds);
    } catch (error) {
      const json = toErrorJson(error);
      if (attempt === LOOKS || json.root !== "transient" || bounds.signal?.aborted)
        return { inForce: "cannot-tell", seen: { error: json.message } };
      await sleep(LOOK_AGAIN_MS * 4 ** (attempt - 1), bounds.signal);
    }
  }
}

function inForce(capability: Capability, seen: ReadBack): Outcome {
  return {
    status: "verified",
    output: { ...blankOutput(capability.output), ...seen.seen },
    error: null,
    readBack: seen.seen,
    recovered: true,
    mark: seen.mark ?? null,
  };
}

function notRepeated(ready: ReadyAction, seen: ReadBack, refused: ErrorJson): Outcome {
  if (seen.inForce === "cannot-tell") return unknownOutcome(ready, seen, refused);
  return { status: "failed", output: null, error: refused, readBack: seen.seen, recovered: false, mark: null };
}

function unknownOutcome(ready: ReadyAction, seen: ReadBack, cause: ErrorJson | null): Outcome {
  const error = new RefusedError(
    "effect.unknown",
    `Nobody can say whether ${ready.action.capability.id} took hold at ${ready.connection.name}${cause === null ? "" : ` (${cause.message})`}; look there before doing it again.`,
  );
  return {
    status: "unknown",
    output: null,
    error: toErrorJson(error),
    readBack: seen.seen,
    recovered: false,
    mark: null,
  };
}

/** False only when it is certain that nothing happened. */
function mayHaveHappened(error: unknown): boolean {
  if (!isCordonError(error) || error.details?.changed === true) return true;
  if (error.details?.sent === false || error.code === "connector.rate-limited") return false;
  return error.root === "transient" || error.root === "defect" || error.code === "connector.bad-answer";
}
