/** Parts of one thing, one at a time; 1, 2, … lead to them in their order. Where there is no room for all, the chosen one is in sight. */
import { Tabs as Radix } from "radix-ui";
import { type ReactNode, useEffect, useRef } from "react";
import { useKeys } from "../app/keys.ts";
import { cx } from "./classes.ts";

/** So much of its neighbour is seen beside it. */
const MARGIN_PX = 40;

export interface Tab<K extends string> {
  key: K;
  title: string;
  /** Shown beside the title; zero is not shown. */
  count?: number;
  content: ReactNode;
}

export function Tabs<K extends string>(props: { label: string; tabs: Tab<K>[]; value: K; onChange(value: K): void }) {
  const { label, tabs, onChange } = props;
  useKeys(
    label,
    tabs.slice(0, 9).map(({ key, title }, place) => ({ keys: `${place + 1}`, words: title, run: () => onChange(key) })),
  );
  const list = useChosenInSight(props.value);
  return (
    <Radix.Root
      value={props.value}
      onValueChange={(value) => props.onChange(value as K)}
      activationMode="manual"
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <Radix.List
        ref={list}
        aria-label={props.label}
        className="flex gap-4 border-b border-line px-4 max-md:overflow-x-auto max-md:overflow-y-hidden"
      >
        {props.tabs.map(({ key, title, count }) => (
          <Radix.Trigger
            key={key}
            value={key}
            className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-sm text-muted hover:text-text data-[state=active]:border-accent data-[state=active]:text-text"
          >
            {title}
            {count !== undefined && (
              // Also while there is none, so that no tab moves from under the hand that is to press it.
              <span
                className={cx(
                  "min-w-5 rounded-full bg-quiet-ground px-1.5 text-center text-2xs text-quiet tabular-nums",
                  count === 0 && "invisible",
                )}
              >
                {count}
              </span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {props.tabs.map(({ key, content }) => (
        <Radix.Content key={key} value={key} className="min-h-0 flex-1 overflow-y-auto">
          {content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

/** Only the list is scrolled, and whole: the one after the chosen one shows that there is more. Its width comes with the letters' shapes, and with counts. */
function useChosenInSight(chosen: string) {
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which one is chosen stands in the list once it is drawn.
  useEffect(() => {
    const list = ref.current;
    if (list === null) return;
    const show = () => {
      const tab = list.querySelector<HTMLElement>("[role=tab][data-state=active]");
      if (tab === null) return;
      const [at, seen] = [tab.getBoundingClientRect(), list.getBoundingClientRect()];
      if (at.left < seen.left + MARGIN_PX) list.scrollLeft -= seen.left + MARGIN_PX - at.left;
      else if (at.right > seen.right - MARGIN_PX) list.scrollLeft += at.right - seen.right + MARGIN_PX;
    };
    const watcher = new ResizeObserver(show);
    for (const one of [list, ...list.children]) watcher.observe(one);
    return () => watcher.disconnect();
  }, [chosen]);
  return ref;
}
