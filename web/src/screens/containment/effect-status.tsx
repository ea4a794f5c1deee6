import { Check, CheckCheck, CircleHelp, CircleX, Hand, Hourglass, type LucideIcon, PenLine } from "lucide-react";
import type { EffectStatus } from "../../../../src/model/effect.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { journal as words } from "../../words/containment.ts";

const LOOK: Readonly<Record<EffectStatus, readonly [Tone, LucideIcon]>> = {
  intended: ["info", PenLine],
  awaiting: ["warn", Hourglass],
  refused: ["quiet", Hand],
  applied: ["good", Check],
  verified: ["good", CheckCheck],
  failed: ["danger", CircleX],
  unknown: ["critical", CircleHelp],
};

export function EffectStatusBadge({ value }: { value: EffectStatus }) {
  const [tone, icon] = LOOK[value];
  return (
    <Badge tone={tone} icon={icon}>
      {words.statuses[value]}
    </Badge>
  );
}
