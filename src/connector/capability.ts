/** A capability is a vendor-neutral verb with typed input and output: playbooks speak in these, connectors implement them. */
import type { z } from "zod";
import type { EntityType } from "../model/entity.ts";
import type { EffectClass } from "../model/scale.ts";
import type { D3fendId } from "./d3fend.ts";

/** Contracts are flat objects, so that expressions, forms and approval texts can be derived from them. */
export type ObjectSchema = z.ZodObject;

export interface Capability<I extends ObjectSchema = ObjectSchema, O extends ObjectSchema = ObjectSchema> {
  /** `area.verb-noun`, for example `identity.suspend-user`. */
  id: string;
  title: string;
  effect: EffectClass;
  input: I;
  output: O;
  /** The entity it acts on: its type, and the input field that names it. Absent for what acts on no entity (a chat message). */
  target?: { type: EntityType; field: string };
  /** The capability that undoes it, given the same target. A `contain` or `eradicate` capability has one or says why none. */
  reversal?: string;
  irreversible?: string;
  /** Whether an output says that it was so before the call: then it is not ours to undo. */
  alreadySo?(output: z.output<O>): boolean;
  /** The MITRE D3FEND countermeasures it takes, the foremost first. */
  d3fend?: readonly D3fendId[];
  /** The effect in words, for approvals, the journal and handoffs. */
  say(input: z.output<I>): string;
}

/** Keeps the schema types of a capability so that actions implementing it are checked against them. */
export function defineCapability<I extends ObjectSchema, O extends ObjectSchema>(
  capability: Capability<I, O>,
): Capability<I, O> {
  return capability;
}
