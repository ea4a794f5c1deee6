/** What the server hands an action, for tests of the parts inside a connector; tests of whole actions use connection.ts. */
import { systemClock } from "../../src/clock.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { DefectError } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";

/** Dials whatever it is told; has no HTTP. */
export function testContext<S>(settings: S, secrets: Record<string, string> = {}): ConnectorContext<S> {
  return {
    settings,
    secrets,
    http: {
      request() {
        throw new DefectError("test.no-http", "This context has no HTTP.");
      },
    },
    dial: async (host, port) => ({ host, port }),
    log: silentLog,
    clock: systemClock,
    signal: new AbortController().signal,
    idempotencyKey: "effect-1",
  };
}
