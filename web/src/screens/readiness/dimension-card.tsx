/** One dimension: its question, its level on the way to what is needed, and where it stands. */
import { CircleCheck, CircleMinus, CircleX, type LucideIcon } from "lucide-react";
import type { Readiness } from "../../../../src/api/contract/readiness.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { cx } from "../../ui/classes.ts";
import { readiness as words } from "../../words/readiness.ts";

export type Dimension = Readiness["dimensions"][number];

const LOOKS: Readonly<Record<Dimension["standing"], readonly [tone: Tone, icon: LucideIcon, fill: string]>> = {
  ready: ["good", CircleCheck, "bg-good"],
  stretch: ["warn", CircleMinus, "bg-warn"],
  blocked: ["danger", CircleX, "bg-danger"],
};
const LEVELS = [1, 2, 3, 4, 5];

interface DimensionCardProps {
  dimension: Dimension;
  lever: boolean;
  chosen: boolean;
  onChoose(): void;
}

export function DimensionCard({ dimension, lever, chosen, onChoose }: DimensionCardProps) {
  const { title, question, level, required, standing } = dimension;
  const [tone, icon, fill] = LOOKS[standing];
  return (
    <button
      type="button"
      aria-expanded={chosen}
      onClick={onChoose}
      className={cx(
        "flex h-full w-full flex-col rounded-lg border bg-panel p-3 text-left hover:bg-hover",
        chosen ? "border-accent" : "border-line",
      )}
    >
      <span className="flex w-full items-center gap-1.5">
        <span className="min-w-0 flex-1 truncate font-semibold">{title}</span>
        {lever && <Badge tone="violet">{words.lever}</Badge>}
        <Badge tone={tone} icon={icon}>
          {words.standing[standing]}
        </Badge>
      </span>
      <span className="mt-1 flex-1 text-sm text-muted">{question}</span>
      <span aria-hidden className="mt-3 flex w-full gap-1">
        {LEVELS.map((step) => (
          <span
            key={step}
            className={cx(
              "h-1.5 flex-1 rounded-full",
              step <= level ? fill : step <= required ? "bg-line-strong" : "bg-quiet-ground",
            )}
          />
        ))}
      </span>
      <span className="mt-1 text-xs text-muted tabular-nums" title={words.standingHint[standing]}>
        {words.level(level, required)}
      </span>
    </button>
  );
}
