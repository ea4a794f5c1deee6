import { describe, expect, it } from "vitest";
import { z } from "zod";
import { blockIp } from "../connector/capabilities/network.ts";
import { type Action, defineAction, defineConnector, type ReadBack } from "../connector/connector.ts";
import { createEgress } from "../connector/egress.ts";
import { silentLog } from "../log.ts";
import type { ResponseContent } from "./content.ts";
import { lookAt } from "./look-at.ts";

const HELD = { capability: blockIp.id, connection: "edge", args: { ip: "203.0.113.7", reason: "", seconds: 0 } };

/** A workspace whose firewall says so of every address. */
function contentWhere(inForce: ReadBack["inForce"]): ResponseContent {
  const block = defineAction({
    capability: blockIp,
    docs: "none",
    permissions: [],
    idempotent: true,
    run: () => Promise.reject(new Error("a look does nothing")),
    readBack: async (_context, { ip }) => ({ inForce, seen: { ip } }),
  }) as unknown as Action;
  const connector = defineConnector({
    ...{ id: "test", title: "Test", docs: "none", settings: z.object({}), secrets: [] },
    actions: [block],
  });
  const parts = { settings: {}, secrets: {}, egress: createEgress({ allowCidrs: [] }), log: silentLog };
  return { connections: [{ name: "edge", connector, parts }] } as never;
}

describe("a look at a containment", () => {
  it.each(["yes", "no", "cannot-tell"] as const)("says what the system says: %s", async (inForce) => {
    expect(await lookAt(contentWhere(inForce), HELD)).toMatchObject({ inForce });
  });

  it("cannot tell where the connection is gone", async () => {
    expect(await lookAt(contentWhere("yes"), { ...HELD, connection: "gone" })).toMatchObject({
      inForce: "cannot-tell",
      seen: { note: expect.stringContaining('"gone"') },
    });
  });
});
