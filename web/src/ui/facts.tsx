/** What is known of a thing: name and value, line by line. */
import type { ReactNode } from "react";

export interface Fact {
  name: string;
  /** What there is none of is left out. */
  value: ReactNode;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[6.5rem_1fr] md:grid-cols-[9rem_1fr] gap-x-4 gap-y-1.5 text-sm">
      {facts.map(({ name, value }) =>
        !value && value !== 0 ? null : (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
