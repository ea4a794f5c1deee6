/** Indicators of one file, by which Defender keeps it from running. */
import { z } from "zod";
import { odataText } from "../../src/connector/odata.ts";
import type { DefenderSession } from "./defender-api.ts";

const MOST_INDICATORS = 100;

/** https://learn.microsoft.com/defender-endpoint/api/ti-indicator */
const Indicator = z.object({
  id: z.coerce.string().regex(/^[\w-]{1,128}$/),
  indicatorValue: z.string(),
  indicatorType: z.string(),
  action: z.string(),
  rbacGroupNames: z.array(z.string()).nullish(),
});
export type Indicator = z.output<typeof Indicator>;

const Indicators = z.object({ value: z.array(Indicator).max(MOST_INDICATORS) });

/** Of the digest's length. */
export function indicatorType(hash: string): "FileSha256" | "FileSha1" | "FileMd5" {
  return hash.length === 64 ? "FileSha256" : hash.length === 40 ? "FileSha1" : "FileMd5";
}

/** GET /api/indicators: what stands for this very file, of the indicators that the application may see. */
export async function indicatorsOf(session: DefenderSession, hash: string): Promise<Indicator[]> {
  const value = hash.toLowerCase();
  const query = { $filter: `indicatorValue eq ${odataText(value)}`, $top: String(MOST_INDICATORS) };
  const { data } = await session.call({ method: "GET", path: "/indicators", query }, Indicators);
  return (data?.value ?? []).filter(
    (one) => one.indicatorValue.toLowerCase() === value && one.indicatorType === indicatorType(value),
  );
}

/** Whether an action of Defender keeps a file from running; `AlertAndBlock` is what older indicators have. */
export function stops({ action }: Indicator): boolean {
  return action === "Block" || action === "BlockAndRemediate" || action === "AlertAndBlock";
}

/** Whether an indicator stops its file on every machine, not only in some groups. */
export function blocksEverywhere(indicator: Indicator): boolean {
  return stops(indicator) && (indicator.rbacGroupNames ?? []).length === 0;
}
