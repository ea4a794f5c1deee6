/** The clock that runs out next, in words and colour. */
import { AlarmClock, Clock } from "lucide-react";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { cx } from "../../ui/classes.ts";
import { useNow } from "../../ui/time.tsx";
import { queue } from "../../words/queue.ts";
import { times } from "../../words/times.ts";
import { nextClock } from "./next-clock.ts";

const SOON_MS = 15 * 60_000;

export function Due({ incident }: { incident: IncidentSummary }) {
  const now = useNow();
  const due = nextClock(incident);
  if (due === null) return null;
  const left = Date.parse(due.by) - now;
  const tone = left < 0 ? "text-danger" : left < SOON_MS ? "text-warn" : "text-muted";
  const Icon = left < 0 ? AlarmClock : Clock;
  return (
    <span className={cx("inline-flex items-center gap-1 tabular-nums", tone)} title={times.exact(due.by)}>
      <Icon className="size-3" aria-hidden />
      {left < 0 ? queue.overdue(times.short(left)) : times.short(left)}
    </span>
  );
}
