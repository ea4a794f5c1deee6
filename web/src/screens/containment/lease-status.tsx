import { CircleCheck, CircleX, LoaderCircle, Lock, type LucideIcon } from "lucide-react";
import type { Lease } from "../../../../src/model/effect.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { containment as words } from "../../words/containment.ts";

const LOOK: Readonly<Record<Lease["status"], readonly [Tone, LucideIcon]>> = {
  active: ["violet", Lock],
  releasing: ["warn", LoaderCircle],
  released: ["good", CircleCheck],
  failed: ["danger", CircleX],
};

export function LeaseStatusBadge({ value }: { value: Lease["status"] }) {
  const [tone, icon] = LOOK[value];
  return (
    <Badge tone={tone} icon={icon}>
      {words.statuses[value]}
    </Badge>
  );
}
