/** What a drafted taxonomy or drafted policies would have made of the past, over the wire. */
import { z } from "zod";
import { SourceFiles } from "./content.ts";
import { moment } from "./page.ts";

const count = z.number().int();

export const EffectOfChange = z.strictObject({
  ...SourceFiles.shape,
  since: moment.optional().meta({ description: "From when on; thirty days ago unless given." }),
  until: moment.optional().meta({ description: "And before; now unless given." }),
});
export type EffectOfChange = z.input<typeof EffectOfChange>;

const range = { from: z.iso.datetime(), to: z.iso.datetime() };
/** Null stands for none: no playbook, for example. */
const FromTo = z.object({ from: z.string().nullable(), to: z.string().nullable() });
export type FromTo = z.infer<typeof FromTo>;
const move = z.object({ ...FromTo.shape, incidents: count });

export const TaxonomyEffect = z.object({
  ...range,
  /** Looked at; those whose facts have gone by retention are not among them. */
  incidents: count,
  /** There were more than are looked at in one go; the newest are missing. */
  cut: z.boolean(),
  /** With any change, and with each kind of one. */
  changed: count,
  changes: z.object({ type: count, priority: count, disposition: count, playbook: count }),
  /** The most frequent first, at most 100 of each. */
  types: z.array(move),
  priorities: z.array(move),
  dispositions: z.array(move),
  playbooks: z.array(move),
  /** At most 50. */
  examples: z.array(
    z.object({
      id: z.uuid(),
      number: count,
      title: z.string(),
      ...{ type: FromTo, priority: FromTo, disposition: FromTo, playbook: FromTo },
      /** Why the drafted taxonomy names it so. */
      reason: z.string(),
    }),
  ),
});
export type TaxonomyEffect = z.infer<typeof TaxonomyEffect>;

const decisions = z.object({ allow: count, ask: count, refuse: count });
const decision = z.enum(["allow", "ask", "refuse"]);

export const PolicyEffect = z.object({
  ...range,
  /** Effects that runs asked for, looked at. */
  effects: count,
  cut: z.boolean(),
  changed: count,
  inForce: decisions,
  draft: decisions,
  /** The most frequent first, at most 100. */
  moves: z.array(z.object({ capability: z.string(), from: decision, to: decision, effects: count })),
  /** At most 50. */
  examples: z.array(
    z.object({
      ...{ id: z.uuid(), incident: count, playbook: z.string(), capability: z.string(), entity: z.string() },
      ...{ from: decision, to: decision, reason: z.string() },
      at: z.iso.datetime(),
    }),
  ),
  /** Budgets are not counted anew: an effect that policies allow may have been one too many. */
  budgets: z.literal("left-out"),
});
export type PolicyEffect = z.infer<typeof PolicyEffect>;
