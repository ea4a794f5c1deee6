/** A share of a whole, in words and as a bar of where it likely lies. */
import { reviews as words } from "../words/reviews.ts";

interface ShareProps {
  share: { rate: number | null; low: number; high: number; count: number; of: number };
}

const percent = (part: number) => Math.round(part * 100);

export function Share({ share: { rate, low, high, count, of } }: ShareProps) {
  if (rate === null) return <span className="text-muted">–</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <span className="w-9 font-medium tabular-nums">{percent(rate)}%</span>
      <span aria-hidden className="relative h-1.5 w-20 rounded-full bg-quiet-ground">
        <span
          className="absolute inset-y-0 rounded-full bg-accent opacity-45"
          style={{ left: `${low * 100}%`, width: `${Math.max(2, (high - low) * 100)}%` }}
        />
        <span
          className="absolute -inset-y-0.5 w-0.5 rounded-full bg-accent"
          style={{ left: `${Math.min(98, rate * 100)}%` }}
        />
      </span>
      <span className="text-xs text-muted tabular-nums">
        {words.of(count, of)}, {words.likely(percent(low), percent(high))}
      </span>
    </span>
  );
}
