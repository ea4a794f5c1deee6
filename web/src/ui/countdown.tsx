/** How much of a time is left, in words; urgent near its end. */
import { Hourglass } from "lucide-react";
import { times } from "../words/times.ts";
import { ui } from "../words/ui.ts";
import { cx } from "./classes.ts";
import { leftOf } from "./left-of.ts";
import { useNow } from "./time.tsx";

export function Countdown({ from, until, bar = false }: { from: string; until: string; bar?: boolean }) {
  const { ms, share, urgent } = leftOf(from, until, useNow());
  const text = ms <= 0 ? ui.over : ui.left(times.span(ms));
  return (
    <span className={cx("inline-flex items-center gap-1.5 text-xs", urgent ? "font-medium text-danger" : "text-muted")}>
      {bar ? (
        <span aria-hidden className="h-1.5 w-20 shrink-0 overflow-hidden rounded-full bg-quiet-ground">
          <span
            className={cx("block h-full rounded-full", urgent ? "bg-danger" : "bg-accent")}
            style={{ width: `${Math.round(share * 100)}%` }}
          />
        </span>
      ) : (
        <Hourglass className="size-3 shrink-0" aria-hidden />
      )}
      <time dateTime={until} title={times.exact(until)} className="whitespace-nowrap tabular-nums">
        {text}
      </time>
    </span>
  );
}
