/** Custom indicators (IOC Management) of one file, by which Falcon keeps it from running. */
import { z } from "zod";
import { InputError } from "../../src/errors.ts";
import { API_DOCS, type FalconSession } from "./falcon-api.ts";

export const INDICATOR_DOCS = `${API_DOCS}/IOC.html`;

const MOST_INDICATORS = 100;

const Indicator = z.object({
  id: z.string().regex(/^[\w-]{1,128}$/),
  type: z.string(),
  value: z.string(),
  action: z.string().default("no_action"),
  applied_globally: z.boolean().default(false),
  expired: z.boolean().default(false),
  deleted: z.boolean().default(false),
});
export type Indicator = z.output<typeof Indicator>;

const Indicators = z.object({ resources: z.array(Indicator).max(MOST_INDICATORS).nullish() });

export interface FileValue {
  type: "sha256" | "md5";
  value: string;
}

/** @throws InputError `connector.bad-input` for SHA-1, by which Falcon blocks no file. */
export function fileValue(hash: string): FileValue {
  if (hash.length === 40)
    throw new InputError(
      "connector.bad-input",
      "Falcon blocks files by SHA-256 or MD5, not by SHA-1; give one of these.",
    );
  return { type: hash.length === 64 ? "sha256" : "md5", value: hash.toLowerCase() };
}

/** GET /iocs/combined/indicator/v1: what stands for this very file. The hash is hex, so that it cannot widen the filter. */
export async function indicatorsOf(session: FalconSession, { type, value }: FileValue): Promise<Indicator[]> {
  const query = { filter: `type:'${type}'+value:'${value}'`, limit: String(MOST_INDICATORS) };
  const { data } = await session.call({ method: "GET", path: "/iocs/combined/indicator/v1", query }, Indicators);
  return (data?.resources ?? []).filter(
    (one) => one.type === type && one.value.toLowerCase() === value && !one.expired && !one.deleted,
  );
}

/** Whether an indicator stops its file on every host. */
export function blocksEverywhere({ action, applied_globally }: Indicator): boolean {
  return applied_globally && stops(action);
}

/** Whether an action of Falcon keeps a file from running; the second shows nothing in the console. */
export function stops(action: string): boolean {
  return action === "prevent" || action === "prevent_no_ui";
}
