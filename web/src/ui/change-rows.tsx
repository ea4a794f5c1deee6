/** What would change, in words, a line each; what may do more than before stands out. */
import { ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ui } from "../words/ui.ts";
import { Badge } from "./badge.tsx";
import { Defanged } from "./defanged.tsx";

interface ChangeRowsProps<T> {
  changes: readonly T[];
  /** What to say when nothing changes. */
  none: string;
  /** Before the words of a change. */
  icon?(change: T): ReactNode;
}

export function ChangeRows<T extends { danger: boolean; text: string }>({ changes, none, icon }: ChangeRowsProps<T>) {
  if (changes.length === 0) return <p className="text-sm">{none}</p>;
  return (
    <ul className="flex flex-col">
      {changes.map((change) => (
        <li key={change.text} className="flex gap-2 border-b border-line py-1.5 text-sm last:border-b-0">
          {icon?.(change)}
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            <Defanged text={change.text.trim()} />
          </span>
          {change.danger && (
            <Badge tone="danger" icon={ShieldAlert}>
              {ui.mayDoMore}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  );
}
