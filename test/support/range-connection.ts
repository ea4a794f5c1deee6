/** A range on free ports and connections to its parts through the real kit: what tests of the range's connectors stand on. */

import type { CountedEffect } from "../../range/effect-counter.ts";
import type { PartName } from "../../range/part.ts";
import { startRange } from "../../range/start.ts";
import type { Connector } from "../../src/connector/connector.ts";
import { createEgress } from "../../src/connector/egress.ts";
import { invokeAction, invokeHealth, invokeReadBack } from "../../src/connector/invoke.ts";
import { DefectError } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";

type Json = Record<string, unknown>;

export interface RangeConnection {
  run(capability: string, input: Json, key?: string): Promise<Json>;
  readBack(capability: string, input: Json, key?: string): Promise<{ inForce: string; seen: Json }>;
  health(options?: {
    readOnly?: boolean;
    url?: string;
  }): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }>;
  /** A call past the connector, as a person or another product would make it. */
  call(method: string, path: string, body?: Json): Promise<{ status: number; body: Json }>;
  effects(): CountedEffect[];
  stop(): Promise<void>;
}

const TOKEN = "token-of-the-test";
const READ_TOKEN = "reading-token-of-the-test";

/** The range, and one connection of the connector to the part it is for. */
export async function connectToRange(
  connector: Connector,
  part: PartName,
  settings: Json = {},
): Promise<RangeConnection> {
  const range = await startRange({ token: TOKEN, readToken: READ_TOKEN });
  const egress = createEgress({ allowCidrs: ["127.0.0.0/8"] });
  const { url } = range.parts[part];
  const parts = (key: string, token = TOKEN, at = url) => ({
    settings: connector.settings.parse({ url: at, ...settings }),
    secrets: { token },
    egress,
    log: silentLog,
    idempotencyKey: key,
  });
  const action = (capability: string) => {
    const found = connector.actions.find((one) => one.capability.id === capability);
    if (found === undefined)
      throw new DefectError("test.no-action", `${connector.id} does not implement ${capability}`);
    return found;
  };
  let calls = 0;
  const fresh = () => `key-${++calls}`;
  return {
    run: (capability, input, key = fresh()) => invokeAction(connector, action(capability), parts(key), input),
    readBack: (capability, input, key = fresh()) => invokeReadBack(connector, action(capability), parts(key), input),
    health: ({ readOnly = false, url: at } = {}) =>
      invokeHealth(connector, parts(fresh(), readOnly ? READ_TOKEN : TOKEN, at)),
    async call(method, path, body) {
      const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
      const answer = await fetch(`${url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? {} : (JSON.parse(text) as Json) };
    },
    effects: () => range.parts[part].state().counters.effects,
    async stop() {
      await egress.close();
      await range.stop();
    },
  };
}
