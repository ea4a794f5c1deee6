/** The frame of a screen: its name, what can be done on it, and its content. */
import type { ReactNode } from "react";
import { useArrival, useTitle } from "./arrival.ts";

export interface PageProps {
  title: string;
  /** Beside the title: a number, a badge. */
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, aside, actions, children }: PageProps) {
  useTitle(title);
  const heading = useArrival();
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-panel px-4 py-2 max-md:pl-12">
        <h1 {...heading} tabIndex={-1} className="min-w-0 truncate text-base font-semibold outline-none">
          {title}
        </h1>
        {aside}
        <div className="ml-auto flex items-center gap-1.5">{actions}</div>
      </header>
      {children}
    </main>
  );
}

/** A part of a screen with a name. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b border-line px-4 py-3 last:border-b-0">
      <div className="mb-2 flex min-h-6 items-center gap-2 max-md:flex-wrap">
        <h2 className="text-xs font-semibold text-muted">{title}</h2>
        <div className="ml-auto flex gap-1 max-md:flex-wrap">{actions}</div>
      </div>
      {children}
    </section>
  );
}
