import { CircleCheck, CircleX, Hourglass, type LucideIcon, TimerOff, TimerReset } from "lucide-react";
import type { Approval } from "../../../../src/model/approval.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { approvals as words } from "../../words/approvals.ts";

const LOOK: Readonly<Record<Approval["status"], readonly [Tone, LucideIcon]>> = {
  pending: ["warn", Hourglass],
  approved: ["good", CircleCheck],
  denied: ["danger", CircleX],
  expired: ["quiet", TimerOff],
  proceeded: ["violet", TimerReset],
};

export function ApprovalStatusBadge({ value }: { value: Approval["status"] }) {
  const [tone, icon] = LOOK[value];
  return (
    <Badge tone={tone} icon={icon}>
      {words.statuses[value]}
    </Badge>
  );
}
