import { z } from "zod";
import { blockHash } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { API_DOCS, commentOf, signIn } from "./defender-api.ts";
import { blocksEverywhere, indicatorsOf, indicatorType } from "./indicator.ts";
import type { DefenderSettings } from "./settings.ts";

/**
 * POST /api/indicators. It would overwrite an indicator that is there already, so one that does something else (that the file is allowed, or only
 * in some groups) is refused, and left as it is: somebody decided so.
 */
export const blockHashAction = defineAction<DefenderSettings, typeof blockHash.input, typeof blockHash.output>({
  capability: blockHash,
  docs: `${API_DOCS}/post-ti-indicator`,
  permissions: ["Ti.ReadWrite.All"],
  // The second answer would take our own indicator for somebody else's, which we would never delete.
  idempotent: false,
  async run(context, input) {
    const session = await signIn(context);
    const standing = await indicatorsOf(session, input.hash);
    if (standing.some(blocksEverywhere)) return { wasBlocked: true };
    const [other] = standing;
    if (other)
      throw new RefusedError(
        "connector.rejected",
        `Defender has an indicator for this file already, with the action "${other.action.slice(0, 50)}"${(other.rbacGroupNames ?? []).length === 0 ? "" : " for some device groups"}; change that one there.`,
        { details: { indicator: other.id } },
      );
    const body = {
      indicatorValue: input.hash.toLowerCase(),
      indicatorType: indicatorType(input.hash),
      action: "Block",
      title: "Blocked by Cordon",
      description: commentOf(input.reason),
      severity: "High",
    };
    await session.call({ method: "POST", path: "/indicators", body }, z.object({ id: z.coerce.string() }));
    return { wasBlocked: false };
  },
  async readBack(context, input) {
    const found = await indicatorsOf(await signIn(context), input.hash);
    return {
      inForce: found.some(blocksEverywhere) ? "yes" : "no",
      seen: { indicators: found.map(({ id, action }) => ({ id, action })) },
      mark: found.find(blocksEverywhere)?.id,
    };
  },
});
