/** What a workspace's responses are made of, compiled once and kept until something of it changes. */

import { type Action, actionsOf, type Connector, type ReadBack } from "../connector/connector.ts";
import { type ContextParts, invokeAction, invokeReadBack } from "../connector/invoke.ts";
import type { GuardAnswer, GuardRequest } from "../guard/request.ts";
import type { Program } from "../playbook/program.ts";

/** A connection ready to be called. */
export interface ReadyConnection {
  id: string;
  name: string;
  connector: Connector;
  /** Everything a call needs but its key, deadline and signal. */
  parts: Omit<ContextParts, "idempotencyKey" | "timeoutMs" | "signal">;
}

export interface PinnedProgram {
  versionId: string;
  number: number;
  program: Program;
}

/** The version in force of a playbook, and the one that shares its incidents. */
export interface PlaybookInForce extends PinnedProgram {
  /** The share in percent, from 0 for a shadow to 99. */
  trial?: PinnedProgram & { share: number };
}

export interface ResponseContent {
  connections: ReadyConnection[];
  /** Scope policy in force; fails closed when there is none. */
  decide(request: GuardRequest): GuardAnswer;
}

export interface ReadyAction {
  connection: ReadyConnection;
  action: Action;
}

/** The connection that answers for a capability: the one named, else the oldest that implements it. */
export function actionFor(content: ResponseContent, capability: string, named: string | null): ReadyAction | null {
  for (const connection of content.connections) {
    if (named !== null && connection.name !== named) continue;
    const actions = actionsOf(connection.connector, connection.parts.settings);
    const action = actions.find((candidate) => candidate.capability.id === capability);
    if (action !== undefined) return { connection, action };
  }
  return null;
}

export interface CallBounds {
  idempotencyKey: string;
  timeoutMs: number;
  signal?: AbortSignal;
}

/** Calls an action of a connection, checked on both ends. */
export function call(ready: ReadyAction, input: unknown, bounds: CallBounds): Promise<Record<string, unknown>> {
  return invokeAction(ready.connection.connector, ready.action, { ...ready.connection.parts, ...bounds }, input);
}

/** Asks whether an effect is in force. */
export function readBack(ready: ReadyAction, input: unknown, bounds: CallBounds): Promise<ReadBack> {
  return invokeReadBack(ready.connection.connector, ready.action, { ...ready.connection.parts, ...bounds }, input);
}
