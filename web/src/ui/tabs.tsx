/** Parts of one thing, one at a time; 1, 2, … lead to them in their order. */
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useKeys } from "../app/keys.ts";

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
  return (
    <Radix.Root
      value={props.value}
      onValueChange={(value) => props.onChange(value as K)}
      activationMode="manual"
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <Radix.List
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
            {count !== undefined && count > 0 && (
              <span className="rounded-full bg-quiet-ground px-1.5 text-2xs text-quiet tabular-nums">{count}</span>
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
