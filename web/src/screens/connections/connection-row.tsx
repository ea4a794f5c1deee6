/** One connection in the list: its name, its product, and whether it is to be looked at. */
import { CircleCheck, CircleHelp, CircleX, type LucideIcon, OctagonX, TriangleAlert } from "lucide-react";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { connections as words } from "../../words/connections.ts";
import type { Whole } from "./use-connections.ts";
import { isGrave } from "./warnings.ts";

export function ConnectionRow({ whole }: { whole: Whole }) {
  const { view, connector } = whole;
  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{view.name}</span>
        <Standing whole={whole} />
      </span>
      <span className="flex items-center gap-2 text-xs text-muted">
        <span className="min-w-0 truncate">{connector?.title ?? view.connector}</span>
      </span>
    </span>
  );
}

/** One badge: what is gravest. */
export function Standing({ whole: { view, frozen, warnings } }: { whole: Whole }) {
  const [tone, icon, word]: readonly [Tone, LucideIcon, string] = frozen
    ? ["danger", OctagonX, words.frozen]
    : typeof view.polling?.pausedAt === "string"
      ? ["quiet", CircleX, words.paused]
      : view.health?.ok === false
        ? ["danger", CircleX, words.healthBad]
        : warnings.some(isGrave)
          ? ["warn", TriangleAlert, words.warningWord]
          : view.health?.ok === true
            ? ["good", CircleCheck, words.healthOk]
            : ["quiet", CircleHelp, words.neverTested];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
