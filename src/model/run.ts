/** One execution of a playbook version for one incident. */
import { z } from "zod";

/** ready: not begun · running: a worker performs its steps · waiting: for time or a person · done/failed/cancelled: ended. */
export const RUN_STATUSES = ["ready", "running", "waiting", "done", "failed", "cancelled"] as const;
export const RunStatus = z.enum(RUN_STATUSES);
export type RunStatus = z.infer<typeof RunStatus>;

export const Run = z.object({
  id: z.uuid(),
  workspaceId: z.uuid(),
  incidentId: z.uuid(),
  playbook: z.string(),
  playbookVersion: z.number().int(),
  /** Its effects are cut off: it only shows what it would do. */
  shadow: z.boolean(),
  status: RunStatus,
  /** How it ended: a disposition, `handoff`, or an error code. */
  outcome: z.string().nullable(),
  error: z.record(z.string(), z.unknown()).nullable(),
  wakeAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type Run = z.infer<typeof Run>;

/** One recorded step of a run; written once. */
export const RunStep = z.object({
  runId: z.uuid(),
  /** Orders the steps of a run. */
  position: z.number().int(),
  step: z.string(),
  kind: z.string(),
  attempt: z.number().int(),
  status: z.enum(["succeeded", "failed"]),
  output: z.unknown(),
  error: z.record(z.string(), z.unknown()).nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
});
export type RunStep = z.infer<typeof RunStep>;
