import { z } from "zod";
import { blockHash } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { signIn } from "./falcon-api.ts";
import { blocksEverywhere, fileValue, INDICATOR_DOCS, indicatorsOf } from "./indicator.ts";
import type { CrowdstrikeSettings } from "./settings.ts";

const Created = z.object({ resources: z.array(z.object({ id: z.string() })).nullish() });

/**
 * POST /iocs/entities/indicators/v1, one indicator that prevents on every host. Where the file has an indicator that does something else (that it
 * is allowed, or only in some groups), somebody decided so: it is refused, and left as it is.
 */
export const blockHashAction = defineAction<CrowdstrikeSettings, typeof blockHash.input, typeof blockHash.output>({
  capability: blockHash,
  docs: `${INDICATOR_DOCS}#indicator_create_v1`,
  permissions: ["IOC Management: Read", "IOC Management: Write"],
  // The second answer would take our own indicator for somebody else's, which we would never delete.
  idempotent: false,
  async run(context, input) {
    const session = await signIn(context);
    const file = fileValue(input.hash);
    const [standing, ...more] = await indicatorsOf(session, file);
    if (standing && [standing, ...more].some(blocksEverywhere)) return { wasBlocked: true };
    if (standing)
      throw new RefusedError(
        "connector.rejected",
        `Falcon has an indicator for this file already, with the action "${standing.action.slice(0, 50)}"${standing.applied_globally ? "" : " for some host groups"}; change that one there.`,
        { details: { indicator: standing.id } },
      );
    const comment = input.reason || "Blocked by Cordon";
    const indicator = { ...file, ...PREVENTING, description: comment };
    const { data } = await session.call(
      { method: "POST", path: "/iocs/entities/indicators/v1", body: { comment, indicators: [indicator] } },
      Created,
    );
    if ((data?.resources ?? []).length === 0)
      throw new RefusedError("connector.rejected", "Falcon made no indicator for this file.", {
        details: { sent: true },
      });
    return { wasBlocked: false };
  },
  async readBack(context, input) {
    const found = await indicatorsOf(await signIn(context), fileValue(input.hash));
    return {
      inForce: found.some(blocksEverywhere) ? "yes" : "no",
      seen: { indicators: found.map(({ id, action }) => ({ id, action })) },
      mark: found.find(blocksEverywhere)?.id,
    };
  },
});

const PREVENTING = {
  action: "prevent",
  severity: "high",
  platforms: ["windows", "mac", "linux"],
  applied_globally: true,
  source: "Cordon",
};
