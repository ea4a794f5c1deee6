import { z } from "zod";
import { pathPart } from "../../src/connector/bearer-api.ts";
import { unblockHash } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { API_DOCS, signIn } from "./defender-api.ts";
import { indicatorsOf, stops } from "./indicator.ts";
import type { DefenderSettings } from "./settings.ts";

/** DELETE /api/indicators/{id} of what keeps this file from running; indicators that only watch it stay. */
export const unblockHashAction = defineAction<DefenderSettings, typeof unblockHash.input, typeof unblockHash.output>({
  capability: unblockHash,
  docs: `${API_DOCS}/delete-ti-indicator-by-id`,
  permissions: ["Ti.ReadWrite.All"],
  idempotent: true,
  async run(context, input) {
    const session = await signIn(context);
    for (const { id } of (await indicatorsOf(session, input.hash)).filter(stops)) {
      // Somebody else may have deleted it meanwhile.
      await session.call({ method: "DELETE", path: `/indicators/${pathPart(id)}`, accept: [404] }, z.unknown());
    }
    return {};
  },
  async readBack(context, input) {
    const stopping = (await indicatorsOf(await signIn(context), input.hash)).filter(stops).map(({ id }) => id);
    return { inForce: stopping.length === 0 ? "yes" : "no", seen: { indicators: stopping } };
  },
});
