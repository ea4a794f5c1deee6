/** What people say of incidents, one or several: who has it, what it was, who else must look. */
const incidents = (numbers: readonly number[]) =>
  numbers.length === 1 ? `incident ${numbers[0]}` : `${numbers.length} incidents`;
/** So many are named each; of more, how many more there are. */
const MOST_NAMED = 12;

export const edits = {
  reason: "Why",
  reasonHint: "Kept with the incident, for whoever reads it later.",
  assign: {
    title: (numbers: readonly number[]) => `Assign ${incidents(numbers)}`,
    owner: "Owner",
    me: "Take",
    nobody: "Nobody",
    verb: "Assign",
    reason: "Taken up.",
    done: (count: number, owner: string | null) =>
      owner === null ? `${count} given back` : `${count} assigned to ${owner}`,
  },
  dispose: {
    title: (numbers: readonly number[]) => `What was it? (${incidents(numbers)})`,
    disposition: "Disposition",
    verb: "Save",
    andResolve: "Resolve it as well",
    andResolveHint: "Playbooks that still run for it are ended.",
    done: (count: number) => `${count} ${count === 1 ? "disposition" : "dispositions"} saved`,
  },
  escalate: {
    title: (numbers: readonly number[]) => `Escalate ${incidents(numbers)}`,
    to: "Queue",
    verb: "Escalate",
    done: (count: number, to: string) => `${count} escalated to ${to}`,
    undone: (count: number) => `${count} ${count === 1 ? "is" : "are"} where ${count === 1 ? "it was" : "they were"}`,
  },
  /** Which they are, where it is several. */
  which: (numbers: readonly number[]) => {
    const more = numbers.length - MOST_NAMED;
    return `Incidents ${numbers.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  },
  partly: (count: number) => `${count} could not be changed`,
  /** Why incidents are as they were, as their records say it. */
  undone: "Taken back.",
  takenBack: (count: number) => `${count} ${count === 1 ? "is" : "are"} as before`,
} as const;
