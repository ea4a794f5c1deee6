/** The first draft of a playbook: sound, tried, and harmless until its author says what to do. */
import { InputError } from "../errors.ts";
import { didYouMean } from "../expression/nearest.ts";

/** The incident type it is for, as the taxonomy names it. */
export interface DraftedType {
  id: string;
  name: string;
  definition: string;
}

export interface Draft {
  /** By file name. */
  files: { [name: string]: string };
}

const NAME = /^[a-z][a-z0-9-]{0,59}$/;

/** The incident type of that id. Throws InputError `playbook.no-such-type` with the nearest there is. */
export function typeNamed(id: string, types: readonly DraftedType[]): DraftedType {
  const found = types.find((type) => type.id === id);
  if (found !== undefined) return found;
  const names = types.map((type) => type.id);
  throw new InputError("playbook.no-such-type", `The taxonomy has no type "${id}"; ${didYouMean(id, names)}`);
}

/** Files of a new playbook. Throws InputError `playbook.bad-name` for what cannot be a playbook's name. */
export function draftPlaybook(name: string, type: DraftedType | null): Draft {
  if (!NAME.test(name))
    throw new InputError(
      "playbook.bad-name",
      `"${name}" cannot be a playbook's name; expected lower-case words with hyphens, such as lost-device.`,
    );
  const words = name.replaceAll("-", " ");
  const title = type?.name ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  const description = type?.definition ?? "Say here when this response is the right one, and what it does.";
  return {
    files: {
      "playbook.yaml": playbookText(name, title, description),
      "playbook.test.yaml": CASES,
      "README.md": readmeText(title, description, name, type),
    },
  };
}

function playbookText(name: string, title: string, description: string): string {
  return `playbook: ${name}
title: ${JSON.stringify(title)}
description: ${JSON.stringify(description)}
maturity: sandbox
trigger: "true"
default-queue: soc
steps:
  # Look first, then decide, then act. Every way ends in an end or a handoff.
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
`;
}

const CASES = `cases:
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
`;

function readmeText(title: string, description: string, name: string, type: DraftedType | null): string {
  const mapping =
    type === null
      ? `Map it to an incident type in the taxonomy: \`playbook: ${name}\`.`
      : `Map it in the taxonomy, at the type \`${type.id}\`: \`playbook: ${name}\`.`;
  return `# ${title}

${description}

${mapping}
`;
}
