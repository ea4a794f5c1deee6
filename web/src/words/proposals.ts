/** What models and programs suggest, and what people say to it. */
import type { Proposal, ProposalKind } from "../../../src/model/proposal.ts";

export const proposals = {
  title: "Proposals",
  loading: "proposals",
  tabs: { open: "Open", answered: "Answered" },
  none: "Nothing is proposed",
  noneHint:
    "What a model or triage suggests appears here, with its reasons. Nothing of it is done before a person accepts it.",
  noneAnswered: "Nothing was answered yet",
  noneAnsweredHint: "What was accepted or refused is kept here, with who said so.",
  noneHere: "Nothing is proposed for this incident: neither a model nor triage suggested anything.",
  kinds: {
    disposition: "What it was",
    summary: "Summary",
    "next-steps": "Next steps",
    note: "Note",
    playbook: "Playbook",
    filter: "Filter",
  } satisfies Readonly<Record<ProposalKind, string>>,
  statuses: { open: "Open", accepted: "Accepted", refused: "Refused", withdrawn: "Withdrawn" } satisfies Readonly<
    Record<Proposal["status"], string>
  >,
  incident: (number: number) => `Incident ${number}`,
  by: (author: string) => `by ${author}`,
  reasons: "Reasons",
  noReasons: "It gives no reason.",
  evidence: "Rests on",
  evidenceKinds: {
    alerts: "an alert",
    runs: "a run",
    effects: "an effect",
    approvals: "an approval",
    comments: "a comment",
    incident: "the incident",
  },
  text: "Its text",
  answered: (status: string, by: string) => `${status} by ${by}`,
  accept: "Accept…",
  acceptTitle: "Accept the proposal?",
  acceptVerb: "Accept",
  does: {
    disposition:
      "The incident is given this disposition by you, as if you had said so yourself. You can say otherwise later.",
    comment: "It becomes a comment of yours on the incident, which goes to the linked tickets too.",
    nothing: "It is marked as accepted, and nothing else is done with it: it is there to be used.",
  },
  reason: "Why",
  accepted: "Accepted",
  refuse: "Refuse…",
  refuseTitle: "Refuse the proposal?",
  refuseHint: "Nothing is done. Your reason is kept beside it, and counts in how often people agree with what made it.",
  refuseVerb: "Refuse",
  refused: "Refused",
  ask: {
    title: "Ask the language model",
    hint: (model: string) =>
      `${model} is shown what is known of the incident, without secrets. What it says is a proposal: nothing happens before you accept it.`,
    said: (kind: string) => `Proposed: ${kind}`,
  },
  askFilter: {
    title: "Ask for incidents in plain words",
    question: "Your question",
    hint: (model: string) =>
      `${model} is shown the question and the names of the fields, and no incident. It writes a filter, which you look at before you use it.`,
    example: "grave ones about servers since Monday that nobody owns",
    verb: "Ask for a filter",
    said: "Proposed: a filter",
    use: "Look in the queue",
    of: { incidents: "Incidents", alerts: "Alerts" },
  },
  triage: {
    title: "What triage makes of it",
    loading: "triage",
    model: (number: number) => `Model ${number}`,
    probability: (share: string) => `${share} likely that it was something.`,
    proposes: "It would propose",
    abstains: "It proposes nothing:",
    weighed: "What weighed most",
    towards: "towards something",
    away: "towards nothing",
  },
} as const;
