import type { Command } from "commander";

/** Commands that stand in one file, and the words they are called by at the top. */
export interface CommandGroup {
  words: readonly string[];
  load(): Promise<(cordon: Command) => void>;
}

/** All groups in the order of the help. Each is loaded when it is called: reading all of them takes longer than most commands do. */
export const GROUPS: readonly CommandGroup[] = [
  { words: ["login"], load: async () => (await import("./commands/login.ts")).loginCommand },
  { words: ["ingest"], load: async () => (await import("./commands/ingest.ts")).ingestCommands },
  { words: ["incidents"], load: async () => (await import("./commands/incidents.ts")).incidentCommands },
  { words: ["alerts"], load: async () => (await import("./commands/alerts.ts")).alertCommands },
  { words: ["view", "views"], load: async () => (await import("./commands/views.ts")).viewCommands },
  { words: ["deliveries"], load: async () => (await import("./commands/deliveries.ts")).deliveryCommands },
  { words: ["quarantine"], load: async () => (await import("./commands/quarantine.ts")).quarantineCommands },
  { words: ["runs"], load: async () => (await import("./commands/runs.ts")).runCommands },
  { words: ["effects"], load: async () => (await import("./commands/effects.ts")).effectCommands },
  { words: ["approvals"], load: async () => (await import("./commands/approvals.ts")).approvalCommands },
  { words: ["on-call"], load: async () => (await import("./commands/on-call.ts")).onCallCommands },
  { words: ["forms"], load: async () => (await import("./commands/forms.ts")).formCommands },
  { words: ["containment"], load: async () => (await import("./commands/containment.ts")).containmentCommands },
  { words: ["freeze", "thaw", "freezes"], load: async () => (await import("./commands/freezes.ts")).freezeCommands },
  { words: ["breakers"], load: async () => (await import("./commands/breakers.ts")).breakerCommands },
  { words: ["connections"], load: async () => (await import("./commands/connections.ts")).connectionCommands },
  { words: ["source"], load: async () => (await import("./commands/sources.ts")).sourceCommands },
  { words: ["suppressions"], load: async () => (await import("./commands/suppressions.ts")).suppressionCommands },
  { words: ["taxonomy"], load: async () => (await import("./commands/taxonomy.ts")).taxonomyCommands },
  { words: ["playbook", "playbooks"], load: async () => (await import("./commands/playbooks.ts")).playbookCommands },
  { words: ["codify"], load: async () => (await import("./commands/codify.ts")).codifyCommand },
  { words: ["policy", "policies"], load: async () => (await import("./commands/policies.ts")).policyCommands },
  { words: ["plan", "apply"], load: async () => (await import("./commands/content-as-code.ts")).contentCommands },
  { words: ["review", "reviews"], load: async () => (await import("./commands/reviews.ts")).reviewCommands },
  { words: ["access-review"], load: async () => (await import("./commands/access-reviews.ts")).accessReviewCommands },
  { words: ["decision", "decisions"], load: async () => (await import("./commands/decisions.ts")).decisionCommands },
  { words: ["autonomy"], load: async () => (await import("./commands/autonomy.ts")).autonomyCommands },
  { words: ["propose"], load: async () => (await import("./commands/propose.ts")).proposeCommands },
  { words: ["proposal", "proposals"], load: async () => (await import("./commands/proposals.ts")).proposalCommands },
  { words: ["model"], load: async () => (await import("./commands/model.ts")).modelCommands },
  { words: ["triage"], load: async () => (await import("./commands/triage.ts")).triageCommands },
  { words: ["readiness"], load: async () => (await import("./commands/readiness.ts")).readinessCommands },
  { words: ["entities"], load: async () => (await import("./commands/entities.ts")).entityCommands },
  { words: ["inventory"], load: async () => (await import("./commands/inventory.ts")).inventoryCommands },
  { words: ["retention"], load: async () => (await import("./commands/retention.ts")).retentionCommands },
  { words: ["hold", "holds"], load: async () => (await import("./commands/holds.ts")).holdCommands },
  { words: ["audit"], load: async () => (await import("./commands/audit.ts")).auditCommands },
  { words: ["evidence"], load: async () => (await import("./commands/evidence.ts")).evidenceCommands },
  { words: ["tokens"], load: async () => (await import("./commands/tokens.ts")).tokenCommands },
  { words: ["person", "people"], load: async () => (await import("./commands/person.ts")).personCommands },
  {
    words: ["workspace", "workspaces"],
    load: async () => (await import("./commands/workspaces.ts")).workspaceCommands,
  },
  { words: ["sign-in"], load: async () => (await import("./commands/sign-in.ts")).signInCommands },
  { words: ["access"], load: async () => (await import("./commands/access.ts")).accessCommands },
  { words: ["doctor"], load: async () => (await import("./commands/doctor.ts")).doctorCommand },
];

/** The options before a command that take a value of their own. */
const WITH_VALUE = new Set(["--url", "--in"]);

/** The groups that a command line needs: the one that is called, or all of them where help, completion or a wrong word is at hand. */
export function groupsFor(args: readonly string[]): readonly CommandGroup[] {
  // The version is known without any of them.
  if (args[0] === "--version" || args[0] === "-V") return [];
  const word = args.find((arg, index) => !arg.startsWith("-") && !WITH_VALUE.has(args[index - 1] ?? ""));
  const called = GROUPS.find((group) => group.words.includes(word ?? ""));
  return called === undefined ? GROUPS : [called];
}
