/** Every key of the console, from one list: what is pressed, what it does, and what the help says. The newest binding of a key has it. */
import { useEffect, useRef, useSyncExternalStore } from "react";

export interface Binding {
  /** `j`, `?`, `mod+k`, or one after the other: `g q`. What begins with `ctrl+` is shown, and bound by what it works in. */
  keys: string;
  words: string;
  run(): void;
  /** Also while something is typed. */
  always?: boolean;
}

interface Group {
  title: string;
  bindings: readonly Binding[];
}

let groups: readonly Group[] = [];
let shown: readonly Group[] = [];
const watchers = new Set<() => void>();
const NEXT_KEY_MS = 1_200;
let begun = { key: "", until: 0 };

/** Binds keys while the component is there. */
export function useKeys(title: string, bindings: readonly Binding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const names = bindings.map(({ keys, words }) => `${keys} ${words}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names say when the list is another; what each does is looked up when it is pressed.
  useEffect(() => {
    const group: Group = {
      title,
      bindings: latest.current.map((binding, place) => ({ ...binding, run: () => latest.current[place]?.run() })),
    };
    change([...groups, group]);
    return () => change(groups.filter((one) => one !== group));
  }, [title, names]);
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

const TYPED = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : null;
  const typing = target?.closest(TYPED) !== null && target !== null;
  const within = target?.closest("[role=dialog], [role=menu], [role=listbox]") !== null && target !== null;
  const key = spelled(event);
  const found = bindingFor(groups, begun.until > Date.now() ? begun.key : "", key);
  begun = { key, until: Date.now() + NEXT_KEY_MS };
  if (found === undefined || ((typing || within) && found.always !== true)) return;
  // Enter and the space bar belong to what has the focus, when that is something to be pressed.
  if ((key === "enter" || key === " ") && target?.closest("button, a, summary, input") != null) return;
  event.preventDefault();
  begun = { key: "", until: 0 };
  found.run();
}

/** Listens on the whole page, once. */
export function listenToKeys(): void {
  window.addEventListener("keydown", onKey);
}
