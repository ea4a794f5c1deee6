/** A value of a scale: its word, its icon and its colour, so that none of them is needed alone. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./classes.ts";

export type Tone = "critical" | "danger" | "warn" | "good" | "info" | "violet" | "quiet";

const TONES: Readonly<Record<Tone, string>> = {
  critical: "bg-critical-ground text-critical",
  danger: "bg-danger-ground text-danger",
  warn: "bg-warn-ground text-warn",
  good: "bg-good-ground text-good",
  info: "bg-info-ground text-info",
  violet: "bg-violet-ground text-violet",
  quiet: "bg-quiet-ground text-quiet",
};

export function Badge({
  tone = "quiet",
  icon: Icon,
  children,
}: {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex h-5 max-w-full align-middle items-center gap-1 rounded px-1.5 text-xs font-medium whitespace-nowrap",
        TONES[tone],
      )}
    >
      {Icon !== undefined && <Icon className="size-3 shrink-0" aria-hidden />}
      <span className="truncate">{children}</span>
    </span>
  );
}
