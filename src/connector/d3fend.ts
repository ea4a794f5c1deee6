/** The countermeasures of MITRE D3FEND that capabilities take, with their names and tactics: https://d3fend.mitre.org/. */

/** The tactics of D3FEND that a change can serve; what detects, models or deceives changes nothing. */
export type D3fendTactic = "Isolate" | "Evict" | "Restore" | "Harden";

export interface Countermeasure {
  name: string;
  tactic: D3fendTactic;
}

const COUNTERMEASURES = {
  "D3-AL": { name: "Account Locking", tactic: "Evict" },
  "D3-CQ": { name: "Content Quarantine", tactic: "Isolate" },
  "D3-CR": { name: "Credential Revocation", tactic: "Evict" },
  "D3-CRO": { name: "Credential Rotation", tactic: "Harden" },
  "D3-DNSDL": { name: "DNS Denylisting", tactic: "Isolate" },
  "D3-EDL": { name: "Executable Denylisting", tactic: "Isolate" },
  "D3-ER": { name: "Email Removal", tactic: "Evict" },
  "D3-ITF": { name: "Inbound Traffic Filtering", tactic: "Isolate" },
  "D3-NI": { name: "Network Isolation", tactic: "Isolate" },
  "D3-OTF": { name: "Outbound Traffic Filtering", tactic: "Isolate" },
  "D3-RA": { name: "Restore Access", tactic: "Restore" },
  "D3-RE": { name: "Restore Email", tactic: "Restore" },
  "D3-RF": { name: "Restore File", tactic: "Restore" },
  "D3-RNA": { name: "Restore Network Access", tactic: "Restore" },
  "D3-ST": { name: "Session Termination", tactic: "Evict" },
  "D3-ULA": { name: "Unlock Account", tactic: "Restore" },
} as const satisfies Record<string, Countermeasure>;

/** The id of a countermeasure, as D3FEND writes it. */
export type D3fendId = keyof typeof COUNTERMEASURES;

/** What a countermeasure is called and what it serves; undefined for an id that no capability takes. */
export function countermeasure(id: string): Countermeasure | undefined {
  return Object.hasOwn(COUNTERMEASURES, id) ? COUNTERMEASURES[id as D3fendId] : undefined;
}

/** With its name behind it, for people: `D3-AL (Account Locking)`. */
export function countermeasureText(id: string): string {
  const known = countermeasure(id);
  return known === undefined ? id : `${id} (${known.name})`;
}
