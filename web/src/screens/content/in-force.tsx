/** Which version of content is in force, since when, and by whom. */

import type { Version } from "../../../../src/api/contract/content.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Time } from "../../ui/time.tsx";
import { content as words } from "../../words/content.ts";

export function InForce({ version: { number, createdAt, createdBy } }: { version: Version }) {
  return (
    <>
      <Badge tone="good">{words.version(number)}</Badge>
      <span className="text-xs text-muted">
        {words.inForce(actorName(createdBy))} <Time at={createdAt} />
      </span>
    </>
  );
}
