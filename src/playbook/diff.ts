/** What changed between two versions of a playbook, in words: for those who have to agree to it. */
import { matchSteps, movedSteps } from "./diff-match.ts";
import { type Guard, type Placed, placedSteps } from "./diff-placed.ts";
import { declarationText } from "./diff-settings.ts";
import { changedSettings, changeOf, effectOf, nameOf, type PlaybookChange } from "./diff-step.ts";
import { Findings } from "./finding.ts";
import { MATURITIES, parsePlaybook } from "./parse.ts";
import type { Program } from "./program.ts";
import type { Declared, PlaybookTree } from "./tree.ts";

/** A version: its text and what it became. */
export interface Compared {
  source: string;
  program: Pick<Program, "capabilities" | "calls">;
}

/**
 * Everything that differs, the dangerous first, else in the order of the newer text. Empty for the same text, and only then: where nothing
 * that runs is another, that is said. Of a playbook that was not there before (null), its effects are told.
 */
export function diffPlaybooks(before: Compared | null, after: Compared): PlaybookChange[] {
  if (before === null) return newPlaybook(after);
  const [old, fresh] = [treeOf(before.source), treeOf(after.source)];
  if (old === null || fresh === null)
    return before.source === after.source
      ? []
      : [ofPlaybook("cannot be compared: one of the texts is not written in the language of this Cordon", true)];
  const changes = [...diffHead(old, fresh), ...diffCalls(before, after), ...diffSteps(old, fresh)];
  if (changes.length === 0 && before.source !== after.source)
    return [ofPlaybook("has other comments, layout or description; nothing that runs is another", false)];
  return [...changes.filter(({ danger }) => danger), ...changes.filter(({ danger }) => !danger)];
}

/** One change as a line; `!` marks what is dangerous. */
export function playbookChangeText({ kind, danger, subject, what, line }: PlaybookChange): string {
  const sign = { added: "+", removed: "-", moved: ">", changed: "~" }[kind];
  const where = line === 0 || subject.endsWith(`line ${line}`) ? "" : ` (line ${line})`;
  return `${danger ? "!" : " "} ${sign} ${subject} ${what}${where}`;
}

function newPlaybook({ source }: Compared): PlaybookChange[] {
  const tree = treeOf(source);
  const steps = tree === null ? [] : placedSteps(tree);
  const effects = steps.filter(({ step }) => effectOf(step) !== null).map(addedChange);
  const itself = `is new: ${tree?.title ?? ""}, ${steps.length} steps`;
  return [{ ...ofPlaybook(itself, effects.length > 0), kind: "added" }, ...effects];
}

function treeOf(source: string): PlaybookTree | null {
  const findings = new Findings();
  const parsed = parsePlaybook(source, "playbook.yaml", findings);
  return parsed === null || !parsed.whole ? null : parsed.tree;
}

function ofPlaybook(what: string, danger: boolean): PlaybookChange {
  return { kind: "changed", danger, subject: "the playbook", what, line: 0 };
}

function diffHead(before: PlaybookTree, after: PlaybookTree): PlaybookChange[] {
  const bolder =
    MATURITIES.indexOf(after.maturity) > MATURITIES.indexOf(before.maturity) && after.maturity !== "deprecated";
  const parts: [name: string, read: (tree: PlaybookTree) => string, danger: boolean][] = [
    ["name", (tree) => tree.name.value, false],
    ["title", (tree) => tree.title, false],
    ["maturity", (tree) => tree.maturity, bolder],
    ["trigger", (tree) => tree.trigger.value, true],
    ["default queue", (tree) => tree.defaultQueue, false],
    ["variables", (tree) => declared(tree.variables), false],
    ["inputs", (tree) => (tree.interface === null ? "" : declared(tree.interface.inputs)), false],
    ["outputs", (tree) => (tree.interface === null ? "" : declared(tree.interface.outputs)), false],
    ["use", (tree) => (tree.interface === null ? "by itself" : "as a part of others"), true],
  ];
  return parts.flatMap(([name, read, danger]) => {
    const [was, is] = [read(before), read(after)];
    return was === is ? [] : [ofPlaybook(`has another ${name}: ${is || "none"} instead of ${was || "none"}`, danger)];
  });
}

function declared(all: readonly Declared[]): string {
  return all.map(declarationText).join("; ");
}

/** What it calls is a part of it, as it was when it was applied. */
function diffCalls(before: Compared, after: Compared): PlaybookChange[] {
  const known = new Map((before.program.calls ?? []).map(({ name, hash }) => [name, hash]));
  const changed = (after.program.calls ?? []).filter(({ name, hash }) => known.has(name) && known.get(name) !== hash);
  const fresh = after.program.capabilities.filter((id) => !before.program.capabilities.includes(id));
  return [
    ...changed.map(({ name }) => ofPlaybook(`calls another version of ${name}`, true)),
    ...(changed.length > 0 && fresh.length > 0 ? [ofPlaybook(`may use ${fresh.join(", ")} now`, true)] : []),
  ];
}

function diffSteps(before: PlaybookTree, after: PlaybookTree): PlaybookChange[] {
  const matched = matchSteps(placedSteps(before), placedSteps(after));
  const moved = movedSteps(matched);
  const changes = [
    ...matched.added.map(addedChange),
    ...matched.pairs.flatMap(({ was, is }) => [
      ...lostGuards(was, is, matched.successor),
      ...changedSettings(was, is),
      ...(moved.has(is) ? [movedChange(was, is)] : []),
    ]),
  ];
  return [...changes.sort((a, b) => a.line - b.line), ...matched.removed.map(removedChange)];
}

function addedChange(is: Placed): PlaybookChange {
  const effect = effectOf(is.step);
  const what = `is new ${whereText(is)}${effect === null ? "" : `: an effect, ${effect}`}`;
  return { ...changeOf(is, what, effect !== null), kind: "added" };
}

function removedChange(was: Placed): PlaybookChange {
  const effect = effectOf(was.step);
  const words = effect === "recover" ? ": what it undid stays" : "";
  return { ...changeOf(was, `is gone from ${placeText(was)}${words}`, effect === "recover"), kind: "removed" };
}

function movedChange(was: Placed, is: Placed): PlaybookChange {
  const [from, to] = [placeText(was), placeText(is)];
  const what = from === to ? `comes at another place in ${to}` : `moved from ${from} to ${to}`;
  return { ...changeOf(is, what, false), kind: "moved" };
}

/** Conditions and questions that an effect was behind, and is not any more. */
function lostGuards(was: Placed, is: Placed, successor: ReadonlyMap<Placed, Placed>): PlaybookChange[] {
  const effect = effectOf(is.step);
  if (effect === null || effect === "recover") return [];
  const kept = (guard: Guard) => is.guards.some(({ by, way }) => by === successor.get(guard.by) && way === guard.way);
  return was.guards
    .filter((guard) => !kept(guard))
    .map(({ by, way }) =>
      changeOf(is, `is no longer behind ${way === "" ? "" : `"${way}" of `}${guardText(by)}`, effect !== "notify"),
    );
}

function guardText({ step, settings }: Placed): string {
  if (step.kind === "handoff") return `the question to ${step.queue}`;
  return `\`${settings.get(step.kind) ?? step.kind}\``;
}

function whereText(placed: Placed): string {
  return placed.parent === null ? "among the steps" : `in ${placeText(placed)}`;
}

function placeText({ parent, way }: Placed): string {
  return parent === null ? "the playbook's own steps" : `"${way}" of ${nameOf(parent)}`;
}
