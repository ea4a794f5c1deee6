/** The other playbooks that one may call, as far as they are read. */
import type { Capability } from "../connector/capability.ts";
import type { Source } from "./sources.ts";
import type { PlaybookTree } from "./tree.ts";

/** Finds the source of a playbook by its name; null when there is none. */
export type Library = (name: string) => { source: string; file: string } | null;

/** A playbook that is called, ready to become a part of the one that calls it. */
export interface Callee {
  tree: PlaybookTree;
  /** Names the source, so that the caller's version says which it was. */
  hash: string;
  /** Those that it calls itself. */
  callees: Callees;
  /** Inputs that become targets in it, and of what. */
  targets: Targets;
  /** Where each of its outputs comes from. */
  outputs: ReadonlyMap<string, ReadonlySet<Source>>;
}

/** Capabilities by the input that names what they act on. */
export type Targets = ReadonlyMap<string, ReadonlySet<Capability>>;

/** By name. */
export type Callees = ReadonlyMap<string, Callee>;

/** A library of playbooks that are at hand. */
export function libraryOf(playbooks: readonly { name: string; source: string; file: string }[]): Library {
  const byName = new Map(playbooks.map((one) => [one.name, one]));
  return (name) => byName.get(name) ?? null;
}
