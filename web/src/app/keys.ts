/** Every key of the console, from one list: what is pressed, what it does, and what the help says. The newest binding of a key has it. */
import { useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { newTypedAhead, pressEscape, writeInto } from "./typed-ahead.ts";

export interface Binding {
  /** `j`, `?`, `mod+k`, or one after the other: `g q`. What begins with `ctrl+` is shown, and bound by what it works in. */
  keys: string;
  words: string;
  /** False where there was nothing to do. */
  run(): unknown;
  /** Also while something is typed. */
  always?: boolean;
  /** Opens what takes the focus: what is typed until it is there is meant for it. */
  asks?: boolean;
}

interface Group {
  title: string;
  bindings: readonly Binding[];
}

let groups: readonly Group[] = [];
let shown: readonly Group[] = [];
const watchers = new Set<() => void>();
const NEXT_KEY_MS = 1_200;
const TYPED = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";
const OVER_THE_REST = "[role=dialog], [role=menu], [role=listbox]";
/** Held down they go on and on; every other key does once what it does, however long it is held. */
const MOVES: ReadonlySet<string> = new Set(["j", "k", "arrowdown", "arrowup"]);
let begun = { key: "", until: 0 };
const typedAhead = newTypedAhead();

/** Binds keys while the component is there. */
export function useKeys(title: string, bindings: readonly Binding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const names = bindings.map(({ keys, words }) => `${keys} ${words}`).join("\n");
  // Before it is painted: what can be seen answers its keys.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names say when the list is another; what each does is looked up when it is pressed.
  useLayoutEffect(() => {
    const group: Group = {
      title,
      bindings: latest.current.map((binding, place) => ({ ...binding, run: () => doIt(latest.current[place]) })),
    };
    change([...groups, group]);
    return () => change(groups.filter((one) => one !== group));
  }, [title, names]);
}

function doIt(binding: Binding | undefined): void {
  const before = document.activeElement;
  const done = binding?.run();
  const comes = document.activeElement === before && !isIn(before, OVER_THE_REST);
  if (binding?.asks === true && done !== false && comes) typedAhead.wait();
}

/** All that is bound now, for the help and the palette. */
export function useBoundKeys(): readonly Group[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => shown,
  );
}

/** Groups of one title as one, in which a key stands once: what the newest binding of it does. A screen whose keys all sleep has no group. */
export function byTitle(all: readonly Group[]): Group[] {
  const titles = new Map<string, Map<string, Binding>>();
  for (const { title, bindings } of all) {
    const known = titles.get(title) ?? new Map<string, Binding>();
    for (const binding of bindings) known.set(binding.keys, binding);
    titles.set(title, known);
  }
  return [...titles]
    .filter(([, bindings]) => bindings.size > 0)
    .map(([title, bindings]) => ({ title, bindings: [...bindings.values()] }));
}

function change(to: readonly Group[]): void {
  groups = to;
  shown = byTitle(to);
  for (const watcher of watchers) watcher();
}

/** A key that was pressed, as bindings spell it. */
export function spelled(event: Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey">): string {
  const mod = event.metaKey || event.ctrlKey ? "mod+" : "";
  const alt = event.altKey ? "alt+" : "";
  return mod + alt + (event.key.length === 1 ? event.key : event.key.toLowerCase());
}

/** The binding that a key means now, given the one before it. */
export function bindingFor(all: readonly Group[], before: string, key: string): Binding | undefined {
  const bindings = all.flatMap((group) => group.bindings).reverse();
  return bindings.find(({ keys }) => keys === `${before} ${key}`) ?? bindings.find(({ keys }) => keys === key);
}

const isIn = (target: EventTarget | null, selector: string) =>
  target instanceof Element && target.closest(selector) !== null;

/** Before anybody else hears of it: what is typed for a field that is not there yet is no key of what is there. */
function onKeyFirst(event: KeyboardEvent): void {
  if (event.isComposing || !typedAhead.keeps(event)) return;
  event.stopImmediatePropagation();
  // Those of the browser go on working.
  if (!event.ctrlKey && !event.metaKey) event.preventDefault();
}

function onFocus({ target }: FocusEvent): void {
  if (!isIn(target, `${TYPED}, ${OVER_THE_REST}`)) return;
  const { text, left } = typedAhead.take();
  // Where the focus is in the end: it may go on from the dialog to a field in it.
  queueMicrotask(() => (left ? pressEscape : writeInto)(document.activeElement, text));
}

/** Something is on its way that will take the focus: what is typed until it is there is meant for it. */
export function waitForFocus(): void {
  typedAhead.wait();
}

/** It is on its way still. */
export function waitOn(): void {
  typedAhead.goOn();
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : null;
  const typing = isIn(target, TYPED);
  const within = isIn(target, OVER_THE_REST);
  const key = spelled(event);
  const found = bindingFor(groups, begun.until > Date.now() ? begun.key : "", key);
  begun = { key, until: Date.now() + NEXT_KEY_MS };
  if (found === undefined || ((typing || within) && found.always !== true)) return;
  // Enter and the space bar belong to what has the focus, when that is something to be pressed.
  if ((key === "enter" || key === " ") && target?.closest("button, a, summary, input") != null) return;
  event.preventDefault();
  begun = { key: "", until: 0 };
  if (!event.repeat || MOVES.has(key)) found.run();
}

/** Listens on the whole page, once. */
export function listenToKeys(): void {
  window.addEventListener("keydown", onKeyFirst, { capture: true });
  window.addEventListener("focusin", onFocus);
  window.addEventListener("keydown", onKey);
}
