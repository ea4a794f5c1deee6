/** Calls a connector: what goes in and what comes out are checked, the time is bounded, and whatever goes wrong is one of our errors. */
import type { z } from "zod";
import { InputError, RefusedError } from "../errors.ts";
import type { ObjectSchema } from "./capability.ts";
import { type Action, acts, type Connector, type ReadBack } from "./connector.ts";
import { type ContextParts, withContext } from "./context.ts";

export type { ContextParts } from "./context.ts";

type Output = Record<string, unknown>;

/**
 * Runs an action and answers what its capability promises.
 * @throws InputError `connector.bad-input` naming the field; RefusedError `connector.bad-answer` when the product's answer is not what the
 * capability promises (the effect may have happened: read it back); TransientError `connector.timeout`; and what the action itself throws.
 * `details.sent: false` says the failing request did not leave this process; `details.changed: true` that an earlier request of the same call
 * may have changed something, whatever became of the failing one.
 */
export async function invokeAction(
  connector: Connector,
  action: Action,
  parts: ContextParts,
  rawInput: unknown,
): Promise<Output> {
  const input = checkInput(connector, action, rawInput);
  const output = await withContext(connector, parts, (context) => action.run(context, input));
  const checked = action.capability.output.safeParse(output);
  if (checked.success) return checked.data;
  throw new RefusedError(
    "connector.bad-answer",
    `${connector.title} answered ${action.capability.id} with something else than promised: ${issueText(checked.error)}.`,
    { details: { connector: connector.id, capability: action.capability.id, sent: true } },
  );
}

/** Asks the product whether the effect of an action is in force; `cannot-tell` when the action has no read-back. Throws as {@link invokeAction}. */
export async function invokeReadBack(
  connector: Connector,
  action: Action,
  parts: ContextParts,
  rawInput: unknown,
): Promise<ReadBack> {
  const { readBack } = action;
  if (!readBack) return { inForce: "cannot-tell", seen: {} };
  const input = checkInput(connector, action, rawInput);
  return withContext(connector, parts, (context) => readBack.call(action, context, input));
}

/** The product's own word on what this connection may do; an unreachable product is `ok: false`, never an exception. */
export async function invokeHealth(
  connector: Connector,
  parts: ContextParts,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const { health } = connector;
  if (!health || !acts(connector, parts.settings))
    return { ok: true, message: "Only receives; there is nothing to ask.", may: [], mayNot: [] };
  try {
    return await withContext(connector, parts, (context) => health.call(connector, context));
  } catch (error) {
    return { ok: false, message: (error as Error).message, may: [], mayNot: [] };
  }
}

/**
 * A connection's settings and secrets, checked against its connector, defaults filled in. Do this once per connection, not per call.
 * @throws InputError `connector.bad-settings` naming each wrong field, or the secret that is missing or not known.
 */
export function checkConnection(
  connector: Connector,
  rawSettings: unknown,
  secrets: Record<string, string>,
): { settings: Record<string, unknown>; secrets: Record<string, string> } {
  const settings = connector.settings.safeParse(rawSettings);
  if (!settings.success)
    throw new InputError("connector.bad-settings", `Settings of ${connector.title}: ${issueText(settings.error)}.`, {
      details: { connector: connector.id },
    });
  const known = connector.secrets.map(({ name }) => name);
  const isActing = acts(connector, settings.data);
  const missing = connector.secrets.find(
    ({ name, optional }) => (!optional || (optional === "unless-it-acts" && isActing)) && !secrets[name],
  );
  const unknown = Object.keys(secrets).find((name) => !known.includes(name));
  if (missing)
    throw new InputError(
      "connector.bad-settings",
      `${connector.title} needs the secret "${missing.name}" (${missing.title}).`,
      { details: { connector: connector.id } },
    );
  if (unknown !== undefined) {
    throw new InputError(
      "connector.bad-settings",
      `${connector.title} has no secret "${unknown}"; it knows ${known.join(", ") || "none"}.`,
      { details: { connector: connector.id } },
    );
  }
  return { settings: settings.data, secrets };
}

/** What is wrong with a value, field by field, on one line. */
export function issueText(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.length === 0 ? "the whole" : issue.path.join(".")}: ${issue.message}`)
    .join("; ");
}

function checkInput(connector: Connector, action: Action, rawInput: unknown): z.output<ObjectSchema> {
  const checked = action.capability.input.safeParse(rawInput);
  if (checked.success) return checked.data;
  throw new InputError("connector.bad-input", `Input of ${action.capability.id}: ${issueText(checked.error)}.`, {
    details: {
      connector: connector.id,
      capability: action.capability.id,
      fields: checked.error.issues.map((issue) => issue.path.join(".")),
    },
  });
}
