/** The first draft of a playbook: sound, tried, and harmless until its author says what to do. */
import { InputError } from "../errors.ts";
import { didYouMean } from "../expression/nearest.ts";
import { DRAFT_SHAPES, type DraftShape } from "./draft-shapes.ts";
import { nameLike } from "./parse.ts";

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

/**
 * Files of a new playbook of one of the {@link DRAFT_SHAPES}. Throws InputError `playbook.bad-name` for what cannot be a playbook's name, and
 * `playbook.no-such-shape` with the nearest there is.
 */
export function draftPlaybook(name: string, type: DraftedType | null, shapeName = "triage"): Draft {
  if (!NAME.test(name))
    throw new InputError(
      "playbook.bad-name",
      `"${name}" cannot be a playbook's name; expected lower-case words with hyphens, such as ${nameLike(name) ?? "lost-device"}.`,
    );
  const shape = DRAFT_SHAPES[shapeName];
  if (shape === undefined)
    throw new InputError(
      "playbook.no-such-shape",
      `There is no shape "${shapeName}"; ${didYouMean(shapeName, Object.keys(DRAFT_SHAPES))}`,
    );
  const words = name.replaceAll("-", " ");
  const title = type?.name ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  const description = type?.definition ?? "Say here when this response is the right one, and what it does.";
  return {
    files: {
      "playbook.yaml": playbookText(name, title, description, shape),
      "playbook.test.yaml": shape.cases,
      "README.md": readmeText(title, description, name, type),
    },
  };
}

function playbookText(name: string, title: string, description: string, shape: DraftShape): string {
  return `playbook: ${name}
title: ${JSON.stringify(title)}
description: ${JSON.stringify(description)}
maturity: sandbox
trigger: ${shape.trigger}
default-queue: soc
steps:
${shape.steps}`;
}

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
