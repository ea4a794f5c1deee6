/** Circuit breakers over the wire. */
import { z } from "zod";
import { Breaker, BreakerThresholds } from "../../model/breaker.ts";
import { pageOf, pageQuery } from "./page.ts";

export const BreakerPage = pageOf(Breaker);
export const breakerQuery = z.strictObject({
  open: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  ...pageQuery,
});
export const ResetBreaker = z.strictObject({
  playbook: z.string().min(1).max(100),
  reason: z.string().trim().min(1).max(2000),
});
/** What is left out is as usual again. */
export const SetThresholds = BreakerThresholds;
