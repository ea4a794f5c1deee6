/** Steps under a condition: answered by the incident's fields where one does, else by a person. */
import type { WrittenStep } from "../../playbook/written-form.ts";
import { factOf } from "../understand/facts.ts";
import type { Sentence } from "../understand/outline.ts";
import type { Condition } from "../understand/reading.ts";
import { clipped, type Drafting, PATIENCE, quoted } from "./drafting.ts";

export interface Branch {
  /** Asking, if need be, and deciding. */
  steps: WrittenStep[];
  /** The step that decides, whose `else` can still be filled. */
  decides: WrittenStep;
  id: string;
}

/** What is to be done if a condition holds; `holds` are those steps. */
export function branchOn(condition: Condition, sentence: Sentence, holds: WrittenStep[], drafting: Drafting): Branch {
  const fact = factOf(condition.text);
  const asked = fact === null ? ask(`Is it so: "${clipped(condition.text, 400)}"?`, sentence, drafting, NO_FACT) : null;
  const holding = asked === null ? `${fact}` : `steps.${asked.id}.yes`;
  return decide(
    { holding, unless: condition.unless, title: condition.text, sentence, holds, asked: asked?.step ?? null },
    drafting,
  );
}

/** What is to be done only once a person has said yes to a question. */
export function branchOnYes(question: string, sentence: Sentence, holds: WrittenStep[], drafting: Drafting): Branch {
  const { id, step } = ask(question, sentence, drafting);
  return decide({ holding: `steps.${id}.yes`, unless: false, title: question, sentence, holds, asked: step }, drafting);
}

interface Deciding {
  /** An expression. */
  holding: string;
  unless: boolean;
  title: string;
  sentence: Sentence;
  holds: WrittenStep[];
  asked: WrittenStep | null;
}

/** Two branches of steps on an expression. */
function decide({ holding, unless, title, sentence, holds, asked }: Deciding, drafting: Drafting): Branch {
  const id = drafting.newId("branch");
  drafting.note(id, sentence);
  const decides: WrittenStep = {
    id,
    title: quoted(title, 150),
    if: holding,
    // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a step.
    then: unless ? [] : holds,
    else: unless ? holds : [],
  };
  return { steps: [...(asked === null ? [] : [asked]), decides], decides, id };
}

const NO_FACT =
  "no field of the incident answers this, so a person is asked; an expression could stand in the branch below";

function ask(
  question: string,
  sentence: Sentence,
  drafting: Drafting,
  hole: string | null = null,
): { id: string; step: WrittenStep } {
  const id = drafting.newId("ask");
  if (hole !== null) drafting.hole(id, hole);
  drafting.note(id, sentence);
  const step: WrittenStep = {
    id,
    title: quoted(question, 150),
    handoff: drafting.queue,
    reason: "Incident {{ incident.number }}: how the runbook goes on depends on this.",
    resume: { yes: { ask: quoted(question, 1000), type: "boolean" } },
    "at-most": PATIENCE,
  };
  return { id, step };
}
