/** How far a playbook is, and how a version of it stands. */
import {
  Archive,
  CircleCheck,
  FlaskConical,
  Hourglass,
  type LucideIcon,
  Play,
  Sprout,
  ThumbsUp,
  X,
} from "lucide-react";
import type { Share, VersionStatus } from "../../../../src/model/playbook-version.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { playbooks, versions } from "../../words/playbooks.ts";

type Look = readonly [tone: Tone, icon: LucideIcon];

const MATURITIES: Readonly<Record<string, Look>> = {
  sandbox: ["quiet", FlaskConical],
  incubating: ["info", Sprout],
  stable: ["good", CircleCheck],
  deprecated: ["warn", Archive],
};
const STATUSES: Readonly<Record<VersionStatus, Look>> = {
  draft: ["warn", Hourglass],
  reviewed: ["info", ThumbsUp],
  rejected: ["danger", X],
  "in-force": ["good", Play],
  retired: ["quiet", Archive],
};

export function MaturityBadge({ value }: { value: string }) {
  const [tone, icon] = MATURITIES[value] ?? ["quiet", FlaskConical];
  return (
    <Badge tone={tone} icon={icon}>
      {playbooks.maturities[value] ?? value}
    </Badge>
  );
}

export function VersionStatusBadge({ value }: { value: VersionStatus }) {
  const [tone, icon] = STATUSES[value];
  return (
    <Badge tone={tone} icon={icon}>
      {versions.statuses[value]}
    </Badge>
  );
}

export function ShareBadge({ share }: { share: Share }) {
  return <Badge tone="violet">{share === "shadow" ? versions.shadow : versions.share(share)}</Badge>;
}
