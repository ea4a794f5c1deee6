/** Playbooks: the list, one of them, its versions, its editor. */
import type { VersionStatus } from "../../../src/model/playbook-version.ts";

export const playbooks = {
  title: "Playbooks",
  loading: "the playbooks",
  list: "Playbooks in force",
  none: "No playbook is in force",
  noneHint: "Write one, or put a folder of them in force with cordon apply.",
  create: "New playbook",
  columns: {
    name: "Playbook",
    maturity: "Maturity",
    version: "Version",
    beside: "Beside it",
    runs: "Runs",
    handoffs: "Handed over",
    failures: "Failed",
    falsePositives: "False positives",
  },
  period: "Figures are of the last 30 days.",
  drafts: "Waiting for a review",
  draftBy: (who: string) => `by ${who}`,
  number: (number: number) => `v${number}`,
  shadow: (number: number) => `v${number} as a shadow`,
  share: (number: number, share: number) => `v${number} for ${share} %`,
  maturities: {
    sandbox: "Sandbox",
    incubating: "Incubating",
    stable: "Stable",
    deprecated: "Deprecated",
  } as Readonly<Record<string, string>>,
  keys: { create: "Write a new playbook", open: "Open" },
} as const;

export const playbook = {
  loading: "the playbook",
  tabsLabel: "Parts of the playbook",
  tabs: {
    explain: "What it does",
    graph: "Graph",
    source: "Text",
    versions: "Versions",
    shadows: "Shadows",
    trial: "Simulate",
  },
  edit: "Edit",
  runs: "Its runs",
  shown: (number: number) => `v${number}`,
  notInForce: "Not in force",
  unreadable: "This version cannot be read as it stands",
  noGraph: "There is no graph while the text has errors.",
  figures: {
    title: "The last 30 days",
    runs: "Runs",
    handoffs: "Handed over",
    failures: "Failed",
    overrides: "Overridden",
    falsePositives: "False positives",
    refusals: "Refused effects",
    timeToContain: "Time to contain",
    of: (count: number, of: number) => `${count} of ${of}`,
    between: (low: string, high: string) => `${low} to ${high} by 95 %`,
    none: "It has not run.",
  },
  facts: {
    title: "This version",
    maturity: "Maturity",
    version: "Version",
    written: "Written",
    capabilities: "Can do",
    hash: "Content",
  },
  graph: {
    label: (name: string) => `Graph of ${name}`,
    legend: "Legend",
  },
  sourceLabel: (name: string) => `Text of ${name}`,
} as const;

export const versions = {
  loading: "its versions",
  list: "Versions",
  statuses: {
    draft: "Waiting for review",
    reviewed: "Approved",
    rejected: "Rejected",
    "in-force": "In force",
    retired: "Retired",
  } as Readonly<Record<VersionStatus, string>>,
  shadow: "Shadow",
  share: (share: number) => `${share} % of incidents`,
  since: (who: string) => `by ${who}`,
  written: (who: string) => `written by ${who}`,
  reviewed: (who: string, comment: string) =>
    comment === "" ? `Reviewed by ${who}` : `Reviewed by ${who}: ${comment}`,
  stale: (what: string) => `Checked against another contract: ${what}`,
  show: "Show",
  compare: "What changed",
  compareWith: "Compared with",
  changes: {
    title: (to: number) => `What version ${to} changes`,
    against: (from: number | null) =>
      from === null ? "Nothing was in force before." : `Compared with version ${from}.`,
    none: "Both do the same.",
    danger: "may do more",
    loading: "the changes",
    list: "Changes",
  },
  approve: "Approve",
  reject: "Reject",
  promote: "Promote…",
  withdraw: "Withdraw…",
  retire: "Retire…",
  rollback: "Roll back…",
  judge: {
    approve: (name: string) => `Approve ${name}`,
    reject: (name: string) => `Reject ${name}`,
    approveDoes: "It may take force from then on. Your name stands beside it.",
    rejectDoes: "It cannot take force. Its author corrects it and hands it in again.",
    comment: "What you looked at",
    why: "Why not",
    approveReversal: "An approval is not taken back; a version that took force is rolled back or retired.",
    rejectReversal: "The corrected text is handed in as another version.",
    approved: (name: string) => `${name} is approved`,
    rejected: (name: string) => `${name} is rejected`,
  },
  promotion: {
    title: (name: string) => `Promote ${name}`,
    does: {
      shadow:
        "It runs beside the version in force for every incident, with its effects cut off: nothing is done by it.",
      share: (share: number) =>
        `It responds to ${share} of each hundred incidents; the version in force to the others.`,
      all: "It responds to all new incidents from now on. Runs under way finish on their version.",
    },
    share: "Share of incidents",
    shares: { shadow: "Shadow", "5": "5 %", "25": "25 %", "50": "50 %", "100": "All of them" },
    verb: "Promote",
    reversal: {
      trial: "Roll back ends its share at once; runs that began on it finish on it.",
      all: "Roll back puts the version before in force again; runs that began on this one finish on it.",
    },
    done: (name: string) => `${name} is promoted`,
  },
  back: {
    title: (name: string) => `Roll back ${name}`,
    trial: (number: number) =>
      `Version ${number} loses its share of incidents. The version in force gets all of them again.`,
    force: "The version that was in force before responds again. Runs under way finish on theirs.",
    verb: "Roll back",
    reason: "Why",
    reversal: "Promote the version again.",
    done: (name: string) => `${name} is rolled back`,
  },
  end: {
    title: (name: string) => `Retire ${name}`,
    does: "No incident gets it any more. Runs under way finish.",
    verb: "Retire",
    reason: "Why",
    reversal: "Promote the version again; nothing of it is deleted.",
    done: (name: string) => `${name} is retired`,
  },
} as const;

export const shadows = {
  list: "Shadows",
  loading: "what shadows did",
  none: "No version has run as a shadow",
  noneHint: "Promote one as a shadow: it goes through every incident beside the version in force, and does nothing.",
  incident: (number: number) => `Incident ${number}`,
  run: "Its run",
  would: (version: string) => `${version} would have`,
  did: (version: string) => `${version} did`,
  goesOn: "It goes on.",
  noRun: "Nothing else ran.",
  differences: { none: "The same", outcome: "Another outcome", effects: "Other effects", open: "Not ended" },
} as const;

export const editor = {
  title: (name: string) => `Edit ${name}`,
  create: "New playbook",
  loading: "the editor",
  text: "playbook.yaml",
  cases: "playbook.test.yaml",
  files: "Files",
  parts: { graph: "Graph", explain: "What it does", tests: "Tests", simulate: "Simulate" },
  partsLabel: "Beside the text",
  findings: (count: number) => (count === 1 ? "1 finding" : `${count} findings`),
  findingsLabel: "Findings",
  sound: "No findings",
  checking: "Checking…",
  at: (line: number) => `Line ${line}`,
  code: (code: string) => `docs/checks.md#${code.replaceAll(".", "")}`,
  waits: "The picture follows as soon as the text has no errors.",
  submit: "Hand in…",
  handIn: {
    title: (name: string) => `Hand in a version of ${name}`,
    does: "It is kept as a version and waits; nothing comes in force by it.",
    verb: "Hand in",
    done: (name: string, number: number) => `${name}@${number} is handed in`,
    same: (name: string, number: number) => `${name}@${number} is the same already`,
    reversal: "Withdraw the version, or leave it: it responds to nothing until it is promoted.",
  },
  tests: {
    run: "Run the tests",
    none: "There are no cases yet",
    noneHint: "Cases say what the playbook is to do with an incident. Write them in playbook.test.yaml.",
    passed: (count: number) => `${count} ${count === 1 ? "case passes" : "cases pass"}`,
    failed: (count: number, of: number) => `${count} of ${of} cases fail`,
    findings: "Nothing was run: the text or its cases have errors",
    coverage: (covered: number, total: number) => `${covered} of ${total} ways are taken`,
    missing: "Ways that no case takes",
    cases: "Cases",
    ok: "passes",
    bad: "fails",
  },
  simulate: {
    incident: "Incident",
    hint: "By its number. It answers what it was asked then; with none everything is open. Nothing is touched.",
    run: "Go through it",
    triggered: "Its trigger holds.",
    notTriggered: "Its trigger does not hold; it is gone through all the same.",
    stands: {
      step: "It stands before a step.",
      waiting: "It waits: nobody answered this then.",
      end: "It came to its end.",
      nowhere: "It cannot go on.",
    },
    outcome: "Outcome",
    queue: "Queue",
    reason: "Because",
    at: "Stands at",
    asks: "What it waits for",
    asked: "What it asked of products",
    passed: "Its way",
    steps: (count: number) => `${count} ${count === 1 ? "step" : "steps"}`,
    input: "Input",
    records: "What steps gave",
  },
  steps: {
    label: "The chosen step",
    choose: "Choose a step to move it, take it out, or put another behind it.",
    up: "Move up",
    down: "Move down",
    remove: "Take out",
    insert: "Insert after",
    kinds: { action: "Action", if: "Choice", wait: "Wait", handoff: "Handoff" },
  },
  keys: { title: "The editor", submit: "Hand it in", run: "Run the tests" },
  leave: {
    title: "Leave without handing in?",
    text: "The text was changed; what was not handed in is lost.",
    stay: "Stay",
    go: "Leave",
  },
  template: `playbook: my-playbook
title: Say what it does
description: >-
  When it begins, what it asks, what it does, and when it hands the incident to people.
maturity: sandbox
trigger: 'incident.entity.type == "user"'
default-queue: soc
steps:
  - id: judge
    handoff: soc
    reason: "{{ incident.title }}"
    questions:
      - What happened?
`,
} as const;
