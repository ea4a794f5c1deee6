/** The taxonomy: incident types, and what follows from each. */
export const taxonomy = {
  title: "Taxonomy",
  none: "No taxonomy is in force",
  noneHint: "Alerts get no type without one. Put a folder of one in force with cordon taxonomy apply.",
  notKept:
    "This version came in force without its files, so this text is written from its rules: comments and examples are missing. As it stands it can be put in force; a change asks for an example of each type.",
  parts: { types: "Types", effect: "Effect of the change" },
  types: {
    list: "Incident types",
    name: "Type",
    incidents: "Incidents",
    alone: "Alone",
    period: "Incidents that came in the last 30 days, and how many of those that ended did so without a person.",
    follows: "What follows",
    priority: (ranks: string) => `priority ${ranks}`,
    queue: (queues: string) => `escalates to ${queues}`,
    none: "no playbook",
  },
  effect: {
    sum: "Incidents of the last 30 days",
    looked: "Looked at",
    changed: "Changed",
    type: "Another type",
    priority: "Another priority",
    disposition: "Another first word",
    playbook: "Another playbook",
    none: "All would have been named, ranked and responded to the same.",
    noIncidents: "There were no incidents in that time.",
    moves: {
      types: "Types",
      priorities: "Priorities",
      dispositions: "Initial dispositions",
      playbooks: "Playbooks",
    },
    incidents: (count: number) => (count === 1 ? "1 incident" : `${count} incidents`),
  },
  force: {
    title: "Put the taxonomy in force",
    does: "Incidents get their type, priority, clocks and playbook by it from now on. Those that have a type keep it.",
    reversal:
      "Put the text before in force again. Incidents that were named meanwhile keep their type until somebody changes it.",
    done: (number: number) => `Version ${number} of the taxonomy is in force`,
  },
} as const;
