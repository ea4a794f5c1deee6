/** Which screen does what the next step's command does. */
import { shell } from "../../words/shell.ts";

export interface Way {
  to: string;
  search: Readonly<Record<string, string>>;
  name: string;
}

type Row = readonly [command: string, to: string, name: string, search?: Readonly<Record<string, string>>];

/** By how the command begins; the first that fits. */
const WAYS: readonly Row[] = [
  ["cordon connections", "/connections", shell.nav.connections],
  ["cordon source", "/connections", shell.nav.connections],
  ["cordon incidents list", "/", shell.nav.queue, { status: "closed" }],
  ["cordon inventory", "/inventory", shell.nav.inventory],
  ["cordon person", "/settings", shell.nav.settings, { tab: "people" }],
  ["cordon on-call", "/settings", shell.nav.settings, { tab: "onCall" }],
  ["cordon review list", "/reviews", shell.nav.reviews],
  ["cordon access-review", "/reviews", shell.nav.reviews, { kind: "access" }],
  ["cordon decision", "/reviews", shell.nav.reviews, { tab: "decisions" }],
  ["cordon effects", "/containment", shell.nav.containment, { tab: "journal" }],
  ["cordon taxonomy", "/taxonomy", shell.nav.taxonomy],
  ["cordon policy", "/policies", shell.nav.policies],
  ["cordon playbook", "/playbooks", shell.nav.playbooks],
];

/** Null where no screen does it, or the screen is not there; then the command is shown. */
export function wayOf(next: string, there: (path: string) => boolean): Way | null {
  const found = WAYS.find(([command]) => next.startsWith(command));
  if (found === undefined) return null;
  const [, to, name, search = {}] = found;
  return there(to) ? { to, search, name } : null;
}

/** Whether the next step is a person's word on the probe. */
export function isStated(next: string): boolean {
  return next.startsWith("cordon readiness state ");
}
