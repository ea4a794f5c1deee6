/** The common shapes of a response, each with its cases: sound as they stand, and every way of them tried. */

export interface DraftShape {
  says: string;
  /** Holds for what the steps need. */
  trigger: string;
  steps: string;
  cases: string;
}

const TRIAGE: DraftShape = {
  says: "look, tell, and give it to people",
  trigger: '"true"',
  steps: `  # Look first, then decide, then act. Every way ends in an end or a handoff.
  - id: grave
    title: Is it grave?
    if: incident.severityId >= 4
    then:
      - id: tell
        title: Tell the team
        action: chat.post-message
        with:
          text: "Incident {{ incident.number }} ({{ incident.severity }}): {{ clip(incident.title, 200) }} on {{ clip(incident.entity.name, 200) }}."
        # Going on without it is fine.
        on-failure: []
    else: []

  - id: people
    title: Give it to people
    handoff: soc
    reason: "{{ clip(incident.title, 200) }} on {{ clip(incident.entity.name, 200) }}: nobody has written down yet what to do."
    questions:
      - What happened, and to whom?
      - What should this playbook do the next time?
`,
  cases: `cases:
  - name: a grave one is told at once, and given to people
    incident: { severity: high }
    expect: { path: [grave, tell, people], effects: [{ capability: chat.post-message }], outcome: handoff, queue: soc }
  - name: a message that does not arrive holds nothing up
    incident: { severity: high }
    answers: { tell: { error: { root: refused, code: connector.denied } } }
    expect: { path: [grave, tell, people], outcome: handoff, queue: soc }
  - name: another one is given to people
    incident: { severity: low }
    expect: { path: [grave, people], effects: [], outcome: handoff, queue: soc }
`,
};

const ACCOUNT: DraftShape = {
  says: "look at an account, and suspend it for a time",
  trigger: "size(incident.users) > 0",
  steps: `  - id: account
    title: What is it?
    action: identity.get-user
    with: { user: "=incident.users[0]" }

  - id: ordinary
    title: Is it an ordinary account that is in use?
    if: steps.account.found && steps.account.enabled && !steps.account.privileged
    then:
      - id: suspend
        title: Suspend it for a time
        action: identity.suspend-user
        with: { user: "=incident.users[0]", reason: "Incident {{ incident.number }}" }
        for: 4h
      - end: suspicious
        reason: The account is suspended for four hours; nobody has judged it yet.
    else: []

  - handoff: soc
    reason: "{{ clip(incident.users[0], 200) }} is privileged, unknown or not in use: a person decides."
    questions: [May this account be suspended?]
`,
  cases: `cases:
  - name: an ordinary account is suspended
    incident: { entity: { type: user, key: ada@example.com } }
    answers: { account: { found: true, enabled: true, privileged: false, displayName: Ada, groups: [] } }
    expect:
      path: [account, ordinary, suspend]
      effects: [{ capability: identity.suspend-user, target: ada@example.com }]
      outcome: suspicious
  - name: a privileged one is left to a person
    incident: { entity: { type: user, key: root@example.com } }
    answers: { account: { found: true, enabled: true, privileged: true, displayName: Root, groups: [] } }
    expect: { path: [account, ordinary], effects: [], outcome: handoff, queue: soc }
  - name: what the policies refuse is handed over
    incident: { entity: { type: user, key: ada@example.com } }
    answers:
      account: { found: true, enabled: true, privileged: false, displayName: Ada, groups: [] }
      suspend: { refused: true }
    expect: { outcome: handoff, queue: soc }
`,
};

const DEVICE: DraftShape = {
  says: "look at a device, and isolate it for a time",
  trigger: "size(incident.devices) > 0",
  steps: `  - id: device
    title: What is it?
    action: endpoint.get-device
    with: { device: "=incident.devices[0]" }

  - id: free
    title: Is it there, and not isolated yet?
    if: steps.device.found && !steps.device.isolated
    then:
      - id: isolate
        title: Isolate it for a time
        action: endpoint.isolate
        with: { device: "=incident.devices[0]", reason: "Incident {{ incident.number }}" }
        for: 4h
      - end: suspicious
        reason: The device is isolated for four hours; nobody has judged it yet.
    else: []

  - handoff: soc
    reason: "{{ clip(incident.devices[0], 200) }} is not there, or isolated already."
    questions: [Who isolated it, and why?]
`,
  cases: `cases:
  - name: a device is isolated
    incident: { entity: { type: device, key: lt-1 } }
    answers: { device: { found: true, isolated: false, os: linux, lastSeen: "", tags: [] } }
    expect: { path: [device, free, isolate], effects: [{ capability: endpoint.isolate, target: lt-1 }], outcome: suspicious }
  - name: one that is isolated already is left to people
    incident: { entity: { type: device, key: lt-1 } }
    answers: { device: { found: true, isolated: true, os: linux, lastSeen: "", tags: [] } }
    expect: { path: [device, free], effects: [], outcome: handoff, queue: soc }
`,
};

const QUESTION: DraftShape = {
  says: "ask people, and go on with their answer",
  trigger: '"true"',
  steps: `  - id: ask
    title: Ask people
    handoff: soc
    reason: "{{ clip(incident.title, 200) }} on {{ clip(incident.entity.name, 200) }}: is it real?"
    resume:
      real: { ask: "Is it real?", type: boolean }
    at-most: 4h
    on-timeout:
      - handoff: soc
        reason: Nobody answered within four hours.

  - id: real
    if: steps.ask.real
    then:
      - end: true-positive
        reason: A person said that it is real.
    else:
      - end: false-positive
        reason: A person said that it is not real.
        status: closed
`,
  cases: `cases:
  - name: a person says that it is real
    answers: { ask: { real: true } }
    expect: { path: [ask, real], outcome: true-positive, status: resolved }
  - name: a person says that it is not
    answers: { ask: { real: false } }
    expect: { path: [ask, real], outcome: false-positive, status: closed }
  - name: nobody answers
    answers: { ask: { timeout: true } }
    expect: { path: [ask], outcome: handoff, queue: soc, reason: Nobody answered }
`,
};

/** By the name that people choose it with; the first unless they do. */
export const DRAFT_SHAPES: Readonly<Record<string, DraftShape>> = {
  triage: TRIAGE,
  "contain-account": ACCOUNT,
  "contain-device": DEVICE,
  "ask-people": QUESTION,
};
