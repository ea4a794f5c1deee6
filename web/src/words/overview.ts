/** The overview: what came, what became of it, and how well. */
import { journal } from "./containment.ts";

export const overview = {
  title: "Overview",
  period: "Period",
  periods: { "7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days", "365": "Last year" },
  loading: "the figures",
  playbook: "Playbook",
  allPlaybooks: "All playbooks",
  none: (what: string) => `Nothing to draw yet: ${what}`,
  volume: {
    title: "Incidents over time",
    says: (count: number, unit: string) =>
      count === 1
        ? `1 incident was opened, by ${unit} and what it turned out to be.`
        : `${count} incidents were opened, by ${unit} and what they turned out to be.`,
    part: { day: "Day", week: "Week from" },
    units: { day: "day", week: "week" },
    all: "All",
    none: "no incident was opened in this time.",
  },
  times: {
    title: "How long it took",
    figure: "Which time",
    figures: {
      timeToDetect: "Time to detect",
      timeToAcknowledge: "Time to acknowledge",
      timeToContain: "Time to contain",
      timeToResolve: "Time to resolve",
    },
    says: (figure: string, samples: number, median: string, p90: string) =>
      samples === 1
        ? `${figure} of 1 incident: ${median}.`
        : `${figure} of ${samples} incidents: half within ${median}, nine of ten within ${p90}.`,
    between: "Between",
    and: (from: string, to: string) => `${from} – ${to}`,
    over: (from: string) => `over ${from}`,
    count: "Incidents",
    none: "no incident with a run came so far in this time.",
  },
  funnel: {
    title: "From alerts to people's work",
    stages: {
      delivered: "Alerts delivered",
      alerts: "Without repeats",
      incidents: "Incidents",
      touched: "Touched by a person",
    },
    stage: "Stage",
    count: "How many",
    ofBefore: "Of the stage before",
    says: (alerts: number, touched: number, responded: number) =>
      `${alerts === 1 ? "1 alert was" : `${alerts} alerts were`} delivered. A playbook took ${responded} ${responded === 1 ? "incident" : "incidents"} to its end, and people did something about ${touched}.`,
    none: "nothing was delivered in this time.",
  },
  control: {
    title: "Playbooks week by week",
    figure: "Which figure",
    figures: {
      failures: "Failures",
      handoffs: "Handed to people",
      escalations: "Escalations",
      falsePositives: "False positives",
      overrides: "Overruled by people",
      refusals: "Effects refused",
    },
    says: (figure: string, outside: number, weeks: number) =>
      outside === 0
        ? `${figure}: ${weeks === 1 ? "the one week so far lies" : `all of ${weeks} weeks lie`} within what chance alone explains.`
        : `${figure}: ${outside} of ${weeks} ${weeks === 1 ? "week lies" : "weeks lie"} outside of what chance alone explains.`,
    week: "Week from",
    rate: "Share",
    limits: "Control limits",
    low: "Lower limit",
    high: "Upper limit",
    center: "Share of all weeks",
    outside: "Outside",
    count: "Count",
    of: "Of",
    yes: "yes",
    no: "no",
    none: "no run began in this time.",
  },
  coverage: {
    title: "ATT&CK coverage",
    says: (answered: number, known: number, all: number, blind: number) =>
      `Playbooks answer ${answered} of ${all} techniques, the taxonomy knows ${known}; incidents showed ${blind} that it does not know.`,
    technique: "Technique",
    name: "Name",
    tactics: "Tactics",
    types: "Incident types",
    playbooks: "Playbooks",
    incidents: "Incidents",
    states: {
      blind: "Shown by incidents, not known to the taxonomy",
      answered: "Answered by a playbook",
      known: "Known to the taxonomy",
      none: "Not covered",
    },
    tactic: (id: string) => id.replaceAll("-", " "),
    shown: (incidents: number) =>
      incidents === 0 ? "" : ` · ${incidents} ${incidents === 1 ? "incident" : "incidents"}`,
  },
  effects: {
    title: "Effects over time",
    says: (count: number, failed: number) =>
      `${count === 1 ? "1 effect" : `The newest ${count} effects`}, by what was done.${failed === 0 ? "" : ` ${failed} of them failed, ${failed === 1 ? "was" : "were"} refused, or nobody knows.`}`,
    at: "When",
    capability: "Capability",
    entity: "On",
    connection: "In",
    status: "State",
    none: "no effect was caused yet.",
    states: journal.statuses,
  },
} as const;
