/** What each step of a playbook reads: its own expressions, those of its branches apart. */
import { InputError } from "../errors.ts";
import { type CompiledExpression, compileExpression } from "../expression/compile.ts";
import type { Environment } from "../expression/environment.ts";
import { expressionsIn } from "../expression/template.ts";
import type { Declared, ForEachStep, PlaybookTree, Step, Text, Written } from "./tree.ts";

/** One expression and where it stands. */
export interface ReadExpression {
  text: Text;
  /** Where it begins in the text. */
  offset: number;
  compiled: CompiledExpression;
}

export class Reading {
  readonly #steps: Environment;
  readonly #waiting: Environment;

  /** The environments that the expressions were checked in: there they are compiled already. */
  constructor({ steps, waiting }: { steps: Environment; waiting: Environment }) {
    this.#steps = steps;
    this.#waiting = waiting;
  }

  /** The expressions of a step itself. What does not compile is complained about elsewhere. */
  ofStep(step: Step): ReadExpression[] {
    switch (step.kind) {
      case "action":
      case "playbook":
        return this.ofWritten(step.input);
      case "set":
        return this.ofWritten(step.values);
      case "if":
      case "while":
        return this.#ofExpression(step.condition);
      case "switch":
        return this.#ofExpression(step.value);
      case "for-each":
        return this.ofLoop(step).flat();
      case "wait-for":
        return [
          ...this.#ofExpression(step.awaited.condition, this.#waiting),
          ...this.#ofExpression(step.awaited.until),
        ];
      case "handoff":
      case "end":
        return this.#ofTemplate(step.reason);
      default:
        return [];
    }
  }

  /** The list that a loop walks over, and what it collects. */
  ofLoop({ list, collect }: ForEachStep): [ReadExpression[], ReadExpression[]] {
    return [this.#ofExpression(list), this.#ofExpression(collect)];
  }

  /** The expressions of the playbook that stand in no step: its trigger and what it gives back. */
  ofPlaybook(tree: PlaybookTree): ReadExpression[] {
    return [...this.#ofExpression(tree.trigger), ...this.ofDeclared(tree.interface?.outputs ?? [])];
  }

  ofDeclared(declared: readonly Declared[]): ReadExpression[] {
    return declared.flatMap(({ value }) => (value === null ? [] : this.ofWritten(value)));
  }

  ofWritten(value: Written): ReadExpression[] {
    if (value.kind === "list") return value.items.flatMap((item) => this.ofWritten(item));
    if (value.kind === "map") return value.entries.flatMap((entry) => this.ofWritten(entry.value));
    return value.kind === "text" ? this.#ofTemplate(value.text) : [];
  }

  #ofExpression(text: Text | null, environment = this.#steps): ReadExpression[] {
    return text === null ? [] : compiled(text, { text: text.value, offset: 0 }, environment);
  }

  #ofTemplate(text: Text): ReadExpression[] {
    return orNothing(() => expressionsIn(text.value)).flatMap((part) => compiled(text, part, this.#steps));
  }
}

function compiled(text: Text, part: { text: string; offset: number }, environment: Environment): ReadExpression[] {
  return orNothing(() => [{ text, offset: part.offset, compiled: compileExpression(part.text, environment) }]);
}

function orNothing<T>(find: () => T[]): T[] {
  try {
    return find();
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

/** Names read of one namespace, `vars` or `steps`: the second part of each path. */
export function namesRead(expressions: readonly ReadExpression[], root: string): string[] {
  const paths = expressions.flatMap(({ compiled }) => [...compiled.references, ...compiled.asked]);
  return paths.flatMap(([first, name]) => (first === root && name !== undefined ? [name] : []));
}
