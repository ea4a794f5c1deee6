import { Ban, CircleCheck, CircleDashed, CircleX, Hourglass, LoaderCircle, type LucideIcon } from "lucide-react";
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

export function RunStatusBadge({ value }: { value: RunStatus }) {
  const [tone, icon] = LOOK[value];
  return (
    <Badge tone={tone} icon={icon}>
      {runs.statuses[value]}
    </Badge>
  );
}
