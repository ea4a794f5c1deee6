import { z } from "zod";
import { unblockHash } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { signIn } from "./falcon-api.ts";
import { fileValue, INDICATOR_DOCS, indicatorsOf, stops } from "./indicator.ts";
import type { CrowdstrikeSettings } from "./settings.ts";

/** DELETE /iocs/entities/indicators/v1, by id, of what keeps this file from running; indicators that only watch it stay. */
export const unblockHashAction = defineAction<CrowdstrikeSettings, typeof unblockHash.input, typeof unblockHash.output>(
  {
    capability: unblockHash,
    docs: `${INDICATOR_DOCS}#indicator_delete_v1`,
    permissions: ["IOC Management: Read", "IOC Management: Write"],
    idempotent: true,
    async run(context, input) {
      const session = await signIn(context);
      const comment = input.reason || "Released by Cordon";
      for (const { id, action } of await indicatorsOf(session, fileValue(input.hash))) {
        if (!stops(action)) continue;
        const query = { ids: id, comment };
        await session.call({ method: "DELETE", path: "/iocs/entities/indicators/v1", query }, z.unknown());
      }
      return {};
    },
    async readBack(context, input) {
      const found = await indicatorsOf(await signIn(context), fileValue(input.hash));
      const stopping = found.filter(({ action }) => stops(action)).map(({ id }) => id);
      return { inForce: stopping.length === 0 ? "yes" : "no", seen: { indicators: stopping } };
    },
  },
);
