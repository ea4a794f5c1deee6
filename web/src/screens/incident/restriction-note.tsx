/** That only some may know of the incident, who they are, why, and which admins let themselves in. */

import { EyeOff } from "lucide-react";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Time } from "../../ui/time.tsx";
import { needToKnow as words } from "../../words/need-to-know.ts";
import type { Detail } from "./incident-detail.ts";
import { nameOfReader } from "./readers.ts";

export function RestrictionNote({ restriction }: { restriction: NonNullable<Detail["restriction"]> }) {
  const { readers, reason, by, at, brokenBy } = restriction;
  return (
    <section aria-label={words.badge} className="mt-3 rounded-md border border-line bg-sunken p-3 text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone="violet" icon={EyeOff}>
          {words.badge}
        </Badge>
        <span>
          {words.readers}: <span className="font-medium">{readers.map(nameOfReader).join(", ")}</span>.{" "}
          {words.everybodyElse}
        </span>
      </p>
      <p className="mt-1 text-muted">
        {words.reason}: <Defanged text={reason} /> · {words.by(actorName(by))} <Time at={at} />
      </p>
      {brokenBy.map((one) => (
        <p key={`${one.person} ${one.at}`} className="mt-1 text-warn">
          {words.glass(one.person)}: <Defanged text={one.reason} /> · <Time at={one.at} />
        </p>
      ))}
    </section>
  );
}
