/** The clock that runs out next, in words and colour. */
import { AlarmClock, Clock } from "lucide-react";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { cx } from "../../ui/classes.ts";
import { useNowAs } from "../../ui/time.tsx";
import { queue } from "../../words/queue.ts";
import { times } from "../../words/times.ts";
import { nextClock } from "./next-clock.ts";

const SOON_MS = 15 * 60_000;

export function Due({ incident }: { incident: IncidentSummary }) {
  const due = nextClock(incident);
  const by = due === null ? 0 : Date.parse(due.by);
  const text = useNowAs((now) => times.short(by - now));
  const tone = useNowAs((now) => toneOf(by - now));
  if (due === null) return null;
  const Icon = tone === "text-danger" ? AlarmClock : Clock;
  return (
    <span className={cx("inline-flex items-center gap-1 tabular-nums", tone)} title={times.exact(due.by)}>
      <Icon className="size-3" aria-hidden />
      {tone === "text-danger" ? queue.overdue(text) : text}
    </span>
  );
}

function toneOf(left: number): "text-danger" | "text-warn" | "text-muted" {
  if (left < 0) return "text-danger";
  return left < SOON_MS ? "text-warn" : "text-muted";
}
