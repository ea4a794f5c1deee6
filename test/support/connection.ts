/** A connection to a product on loopback (or in the networks named), checked as the server checks it, for tests of connectors. */
import { invokeAsk, invokeNote, type Question } from "../../src/connector/asking.ts";
import type { Action, Connector, ReadBack } from "../../src/connector/connector.ts";
import { createEgress } from "../../src/connector/egress.ts";
import { checkConnection, invokeAction, invokeHealth, invokeReadBack } from "../../src/connector/invoke.ts";
import { silentLog } from "../../src/log.ts";

export interface TestConnection {
  /** Runs the action that implements a capability; `key` is the effect's idempotency key. */
  run(capability: string, input: unknown, key?: string): Promise<Record<string, unknown>>;
  readBack(capability: string, input: unknown, key?: string): Promise<ReadBack>;
  /** Puts a question to the person at an address. */
  ask(address: string, question: Question, key?: string): Promise<{ id: string }>;
  note(address: string, text: string, key?: string): Promise<{ id: string }>;
  health(): ReturnType<typeof invokeHealth>;
  close(): Promise<void>;
}

export function connectTo(
  connector: Connector,
  settings: Record<string, unknown>,
  secrets: Record<string, string> = {},
  allowCidrs: readonly string[] = ["127.0.0.0/8"],
): TestConnection {
  const egress = createEgress({ allowCidrs });
  const parts = (idempotencyKey: string) => ({
    ...checkConnection(connector, settings, secrets),
    egress,
    log: silentLog,
    idempotencyKey,
  });
  const actionOf = (capability: string): Action => {
    const action = connector.actions.find((candidate) => candidate.capability.id === capability);
    if (!action) throw new Error(`${connector.id} does not implement ${capability}`);
    return action as Action;
  };
  return {
    run: (capability, input, key = "effect-1") => invokeAction(connector, actionOf(capability), parts(key), input),
    readBack: (capability, input, key = "effect-1") =>
      invokeReadBack(connector, actionOf(capability), parts(key), input),
    ask: (address, question, key = "notice-1") => invokeAsk(connector, parts(key), address, question),
    note: (address, text, key = "notice-1") => invokeNote(connector, parts(key), address, text),
    health: () => invokeHealth(connector, parts("health")),
    close: () => egress.close(),
  };
}
