/** The service levels that still run. */
import { AlarmClock, Clock } from "lucide-react";
import { Badge } from "../../ui/badge.tsx";
import { useNow } from "../../ui/time.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";
import { incident as words } from "../../words/incident.ts";
import { queue } from "../../words/queue.ts";
import { times } from "../../words/times.ts";
import { runningClocks } from "../queue/next-clock.ts";
import type { Detail } from "./incident-detail.ts";

export function Clocks({ incident }: { incident: Detail }) {
  const now = useNow();
  return runningClocks(incident).map(({ kind, by }) => {
    const left = Date.parse(by) - now;
    const span = times.span(left);
    return (
      <Tooltip key={kind} text={times.exact(by)}>
        <span tabIndex={0} role="note">
          <Badge tone={left < 0 ? "danger" : "quiet"} icon={left < 0 ? AlarmClock : Clock}>
            {words.clocks[kind]}: {left < 0 ? queue.overdue(span) : queue.left(span)}
          </Badge>
        </span>
      </Tooltip>
    );
  });
}
