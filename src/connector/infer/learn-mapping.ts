/** A mapping learned from messages, with how sure each field is, what is missing, and how it does on samples held out. Pure. */
import { compareReadings, type HeldOut, holdOut } from "./hold-out.ts";
import { missingIn, type ProposedField, proposeMapping, samplesOf, settingsOf } from "./propose-mapping.ts";

export interface Learned {
  /** Alerts that the mapping was learned from. */
  samples: number;
  fields: ProposedField[];
  /** Needed fields that were found nowhere: such a mapping is for a person to complete. */
  missing: string[];
  /** Null where there were too few samples to hold any out, or the mapping is not complete enough to read by. */
  heldOut: HeldOut | null;
  /** Settings of a connection that reads by it. */
  settings: Record<string, unknown>;
}

/** Learns from three of four alerts and tries the mapping on the others; from all where there are few. `name` is what people call the source. */
export function learnMapping(messages: readonly unknown[], receivedAt: Date, name?: string): Learned {
  const { learn, held } = holdOut(samplesOf(messages));
  const proposal = proposeMapping(messages, learn, receivedAt);
  const settings = settingsOf(proposal, name);
  return {
    samples: proposal.samples,
    fields: proposal.fields,
    missing: missingIn(proposal),
    heldOut: compareReadings(settings, held, receivedAt),
    settings,
  };
}
