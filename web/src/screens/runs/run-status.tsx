import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  OctagonX,
} from "lucide-react";
import type { RunStatus } from "../../../../src/model/run.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { runs } from "../../words/runs.ts";

const LOOK: Readonly<Record<RunStatus, readonly [Tone, LucideIcon]>> = {
  ready: ["info", CircleDashed],
  running: ["violet", LoaderCircle],
  waiting: ["warn", Hourglass],
  done: ["good", CircleCheck],
  failed: ["danger", CircleX],
  cancelled: ["quiet", Ban],
};

/** `held`: the stop button holds what it would do next. */
export function RunStatusBadge({ value, held = false }: { value: RunStatus; held?: boolean }) {
  if (held)
    return (
      <Badge tone="danger" icon={OctagonX}>
        {runs.held}
      </Badge>
    );
  const [tone, icon] = LOOK[value];
  return (
    <Badge tone={tone} icon={icon}>
      {runs.statuses[value]}
    </Badge>
  );
}
