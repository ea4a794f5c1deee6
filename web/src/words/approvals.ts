import type { Approval, ApprovalTerms, EffectInWords, Vote } from "../../../src/model/approval.ts";
import type { Role } from "../../../src/model/token.ts";

/** Yes or no to what scope does not decide, and the questions that runs wait for. */
export const approvals = {
  title: "Approvals",
  tabs: { waiting: "Waiting", questions: "Questions", decided: "Decided" },
  list: { waiting: "Waiting for a yes or no", questions: "Questions of runs", decided: "Decided approvals" },
  loading: "approvals",
  none: "Nothing waits for a yes or no",
  noneHint: "What a policy does not allow by itself appears here, with the exact effect in words.",
  noneDecided: "Nothing was decided yet",
  noneDecidedHint: "What was approved, refused or ran out of time is kept here.",
  noQuestions: "No run waits for answers",
  noQuestionsHint: "When a playbook hands something to people with questions, they are asked here.",
  statuses: {
    pending: "Waiting",
    approved: "Approved",
    denied: "Refused",
    expired: "Ran out of time",
    proceeded: "Done without an answer",
  } satisfies Record<Approval["status"], string>,
  facts: {
    what: "What",
    on: "On",
    known: "Known of it",
    howLong: "For how long",
    why: "Why",
    incident: "Incident",
    evidence: "What was seen",
    playbook: "Playbook",
    policy: "The policies",
    needs: "Answer",
  } satisfies Record<keyof EffectInWords, string>,
  toIncident: "Open the incident",
  quorum: (yes: number, of: number) => `${yes} of ${of} said yes`,
  quorumLabel: "Said yes",
  askedAt: "Asked",
  decidedAt: "Decided",
  by: (name: string) => `by ${name}`,
  silence: {
    refuse: "Without an answer it is refused.",
    escalate: "Without an answer the next in the on-call order is asked.",
    proceed: "Without an answer it is done, within its budget.",
  } satisfies Record<ApprovalTerms["onExpiry"], string>,
  escalated: (times: number) => (times === 1 ? "Escalated once" : `Escalated ${times} times`),
  answers: "Answers so far",
  answer: { approved: "said yes", denied: "said no" } satisfies Record<Vote["answer"], string>,
  way: (way: string) => (way === "api" ? "in Cordon" : `by ${way}`),
  asked: "Who was asked",
  nobodyAsked: (queue: string | null) =>
    queue === null
      ? "Nobody was told: nobody who may answer and can be reached is on call."
      : `Nobody was told: nobody who may answer and can be reached is on call for the queue ${queue}.`,
  insteadOf: (name: string) => `in place of ${name}`,
  askedStatus: (status: string, connection: string) => `${status} · ${connection}`,
  whoMay: "Who may answer",
  whoRoles: (roles: readonly Role[]) =>
    roles.length === 0 ? "Anybody who works here" : `Somebody with the role ${roles.join(" and ")}`,
  notBy: {
    author: "not who wrote this version of the playbook",
    asker: "not who answered a question of the run or started it over",
  } satisfies Record<ApprovalTerms["notBy"][number], string>,
  inWords: "In words",
  exact: "Exact effect",
  hash: "Arguments hash",
  hashHint: "Your answer is good for these arguments alone, once.",
  approve: "Approve",
  refuse: "Refuse",
  approveTitle: "Say yes?",
  refuseTitle: "Say no?",
  approveVerb: "Yes, do it",
  refuseVerb: "No, do not do it",
  comment: "Comment",
  reason: "Why not",
  reasonHint: "Whoever asked, and the incident's people, read it.",
  afterNo: "It is not done. The run goes on as its playbook says for a no.",
  afterYes: (left: number, held: boolean) =>
    left <= 0
      ? held
        ? "It is done as soon as the machine goes on, if the policies still let it, and read back."
        : "It is done at once, and read back."
      : `It takes ${left} more ${left === 1 ? "person" : "people"} after you.`,
  held: (what: string, by: string) => `The stop button is pressed for ${what} by ${by}:`,
  saidYes: "Your yes counts",
  saidNo: "Refused",
  done: "Approved: it is being done",
  doneHeld: "Approved: it is done when the machine goes on",
  lacksRole: (roles: readonly string[]) => `Only somebody with the role ${roles.join(" and ")} can answer this.`,
  readOnly: "You can look at this, and not answer it.",
  saidAlready: "You said yes. It takes somebody else now; you can still say no.",
  lateTitle: "Your answer was not given",
  late: {
    approved: (by) => `${by ?? "Somebody else"} said yes meanwhile, and it is being done.`,
    denied: (by) => `${by ?? "Somebody else"} said no meanwhile, and it is not done.`,
    expired: () => "Its time ran out meanwhile: it is not done.",
    proceeded: () => "Its time ran out meanwhile: it is done without an answer, within its budget.",
  } satisfies Record<Exclude<Approval["status"], "pending">, (by: string | null) => string>,
  keys: { approve: "Approve", refuse: "Refuse", confirm: "Confirm", incident: "Open the incident" },
} as const;

export const questions = {
  loading: "questions",
  asks: (playbook: string) => `“${playbook}” asks`,
  step: "Step",
  queue: "Queue",
  incident: "Incident",
  incidentNumber: (number: number) => `Incident ${number}`,
  answer: "Answer",
  answerHint: "Its run goes on with these answers, once.",
  answered: "Answered: the run goes on",
  yes: "Yes",
  no: "No",
  missing: "Needed",
  badNumber: "A whole number",
  statuses: { pending: "Waiting", answered: "Answered", expired: "Nobody waits for it" },
  answeredBy: "Answered by",
  mayNot: "An analyst answers this. You can look at it.",
  late: {
    answered: (by) => `${by ?? "Somebody else"} answered meanwhile. What you had filled in was not sent.`,
    expired: () => "Its run waits for it no more. What you had filled in was not sent.",
  } satisfies Record<"answered" | "expired", (by: string | null) => string>,
  answers: "Answers",
  asked: "What is asked",
} as const;

export const delegation = {
  open: "Delegate",
  title: "Ask somebody else in my place",
  description:
    "Questions that would come to you go to them for a time. No role is handed on: they answer as themselves.",
  to: "To",
  until: "Until",
  spans: { "4": "4 hours", "12": "12 hours", "24": "a day", "168": "a week", "336": "two weeks" },
  verb: "Delegate",
  done: (name: string) => `${name} is asked in your place`,
  ended: (person: string) => `${person} is asked again`,
  endLabel: (person: string, to: string) => `End that ${to} is asked in place of ${person}`,
  now: "In force",
  line: (person: string, to: string) => `${to} is asked in place of ${person}`,
  end: "End",
} as const;
