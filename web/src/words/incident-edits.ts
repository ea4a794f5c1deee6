/** What people say of incidents, one or several: who has it, what it was, who else must look. */
const incidents = (count: number) => (count === 1 ? "the incident" : `${count} incidents`);

export const edits = {
  reason: "Why",
  reasonHint: "Kept with the incident, for whoever reads it later.",
  assign: {
    title: (count: number) => `Assign ${incidents(count)}`,
    owner: "Owner",
    me: "Take",
    nobody: "Nobody",
    verb: "Assign",
    reason: "Taken up.",
    done: (count: number, owner: string | null) =>
      owner === null ? `${count} given back` : `${count} assigned to ${owner}`,
  },
  dispose: {
    title: (count: number) => `What was it? (${count})`,
    disposition: "Disposition",
    verb: "Save",
    andResolve: "Resolve it as well",
    andResolveHint: "Playbooks that still run for it are ended.",
    done: (count: number) => `${count} ${count === 1 ? "disposition" : "dispositions"} saved`,
  },
  escalate: {
    title: (count: number) => `Escalate ${incidents(count)}`,
    to: "Queue",
    verb: "Escalate",
    done: (count: number, to: string) => `${count} escalated to ${to}`,
    undone: (count: number) => `${count} ${count === 1 ? "is" : "are"} where ${count === 1 ? "it was" : "they were"}`,
  },
  partly: (count: number) => `${count} could not be changed`,
  /** Why incidents are as they were, as their records say it. */
  undone: "Taken back.",
  takenBack: (count: number) => `${count} ${count === 1 ? "is" : "are"} as before`,
} as const;
