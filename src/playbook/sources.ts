/**
 * Where values come from. Text of an alert is written by its attacker, and it may go a long way: into a variable, through a loop, into a
 * called playbook and back. What a system answered, what a person answered and what Cordon resolved are not the attacker's; of the last it is
 * known what kind of entity it is.
 */
import { flowOf } from "../expression/flow.ts";
import type { EntityType } from "../model/entity.ts";
import type { Callees } from "./library.ts";
import type { ReadExpression, Reading } from "./reading.ts";
import { type PlaybookStep, type PlaybookTree, type Step, stepsIn, type Written, type WrittenMap } from "./tree.ts";

/**
 * `alert:<path>` for text of the alert, `input:<name>` for what the playbook is called with, `key:<type>` for keys of entities of one type,
 * `entities` for whole ones.
 */
export type Source = `alert:${string}` | `input:${string}` | `key:${EntityType}` | "entities";

/** Facts resolved to entities by Cordon, not copied from an alert. */
const KEYS: Readonly<Record<string, EntityType>> = {
  users: "user",
  devices: "device",
  ips: "ip",
  accessKeys: "access-key",
};

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

  /** The sources of everything that may be the value of expressions. */
  #of(expressions: readonly ReadExpression[]): Set<Source> {
    return new Set(
      expressions.flatMap(({ compiled }) => flowOf(compiled.root).flatMap((path) => [...this.#ofPath(path)])),
    );
  }

  /** The sources of a value as it is written. */
  ofWritten(value: Written): Set<Source> {
    return this.#of(this.#reading.ofWritten(value));
  }

  #ofPath([root = "", name = "", field = ""]: readonly string[]): Iterable<Source> {
    if (root === "inputs") return [`input:${name}`];
    if (root === "incident") return ofIncident(name, field);
    const whole = [...(this.#known.get(`${root}.${name}`) ?? [])];
    const sources = [...whole, ...(this.#known.get(`${root}.${name}.${field}`) ?? [])];
    return field === "" || !whole.includes("entities") ? sources : ofIncident("entities", field);
  }

  #follow(step: Step): void {
    if (step.kind === "set")
      for (const { key, value } of step.values.entries) this.#add(`vars.${key}`, this.ofWritten(value));
    if (step.kind === "for-each") {
      const [list, collect] = this.#reading.ofLoop(step);
      this.#add(`each.${step.as.value}`, this.#of(list));
      if (step.id !== null) this.#add(`steps.${step.id.value}.items`, this.#of(collect));
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

/** Keys are Cordon's; all else that an alert says, the names of entities among it, is in its own words. */
function ofIncident(name: string, field: string): Source[] {
  const type = KEYS[name];
  if (type !== undefined) return [`key:${type}`];
  if (name === "entities" && field === "") return ["entities"];
  if ((name === "entities" || name === "entity") && field === "key") return [];
  return [`alert:${["incident", name, field].filter(Boolean).join(".")}`];
}
