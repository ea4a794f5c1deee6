/**
 * Where values come from. Text of an alert is written by its attacker, and it may go a long way: into a variable, through a loop, into a
 * called playbook and back. What a system answered, what a person answered and what Cordon resolved are not the attacker's.
 */
import type { Callees } from "./library.ts";
import type { ReadExpression, Reading } from "./reading.ts";
import { type PlaybookStep, type PlaybookTree, type Step, stepsIn, type Written, type WrittenMap } from "./tree.ts";

/** `alert:<path>` for text of the alert, `input:<name>` for what the playbook is called with. */
export type Source = `alert:${string}` | `input:${string}`;

/** Facts resolved to entities by Cordon, not copied from an alert. */
const CANONICAL: ReadonlySet<string> = new Set(["users", "devices", "ips", "accessKeys", "entities"]);

export class Sources {
  readonly #reading: Reading;
  readonly #callees: Callees;
  /** By `vars.x`, `each.x`, `steps.x`, `steps.x.y`. */
  readonly #known = new Map<string, Set<Source>>();

  /** Follows values until nothing new is found. */
  constructor(tree: PlaybookTree, callees: Callees, reading: Reading) {
    this.#reading = reading;
    this.#callees = callees;
    const steps = [...stepsIn(tree.steps)];
    for (let before = -1, found = 0; found !== before; ) {
      before = found;
      for (const step of steps) this.#follow(step);
      found = [...this.#known.values()].reduce((sum, each) => sum + each.size, 0);
    }
  }

  /** The sources of everything that expressions read. */
  #of(expressions: readonly ReadExpression[]): Set<Source> {
    return new Set(
      expressions.flatMap(({ compiled }) => compiled.references.flatMap((path) => [...this.#ofPath(path)])),
    );
  }

  /** The sources of a value as it is written. */
  ofWritten(value: Written): Set<Source> {
    return this.#of(this.#reading.ofWritten(value));
  }

  #ofPath([root = "", name = "", field = ""]: readonly string[]): Iterable<Source> {
    if (root === "inputs") return [`input:${name}`];
    if (root === "incident")
      return isForeign(name, field) ? [`alert:${["incident", name, field].filter(Boolean).join(".")}`] : [];
    return [...(this.#known.get(`${root}.${name}`) ?? []), ...(this.#known.get(`${root}.${name}.${field}`) ?? [])];
  }

  #follow(step: Step): void {
    if (step.kind === "set")
      for (const { key, value } of step.values.entries) this.#add(`vars.${key}`, this.ofWritten(value));
    if (step.kind === "for-each") {
      // The list and what is collected of its items are read together: what one may be, the other is taken for.
      const sources = this.#of(this.#reading.ofStep(step));
      this.#add(`each.${step.as.value}`, sources);
      if (step.id !== null) this.#add(`steps.${step.id.value}.items`, sources);
    }
    if (step.kind === "playbook" && step.id !== null) this.#followCall(step, step.id.value);
  }

  #followCall({ name, input }: PlaybookStep, id: string): void {
    const callee = this.#callees.get(name.value);
    for (const [output, sources] of callee?.outputs ?? []) {
      const through = [...sources].flatMap((source) =>
        source.startsWith("input:") ? [...this.ofInput(input, source.slice(6))] : [source],
      );
      this.#add(`steps.${id}.${output}`, new Set(through));
    }
  }

  /** The sources of one input of a call. */
  ofInput(input: WrittenMap, name: string): Set<Source> {
    const written = input.entries.find(({ key }) => key === name);
    return written === undefined ? new Set() : this.ofWritten(written.value);
  }

  #add(key: string, sources: ReadonlySet<Source>): void {
    this.#known.set(key, new Set([...(this.#known.get(key) ?? []), ...sources]));
  }
}

/** True for what an alert says in its own words. */
function isForeign(field: string, part: string): boolean {
  return !(CANONICAL.has(field) || (field === "entity" && part === "key"));
}
