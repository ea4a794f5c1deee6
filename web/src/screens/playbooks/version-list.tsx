/** The versions of a playbook, newest first: how each stands, who said so, and what can be done with it. */

import type { StandingVersion } from "../../../../src/api/contract/version.ts";
import { useAddress } from "../../app/address.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/classes.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { Time } from "../../ui/time.tsx";
import { playbook, versions as words } from "../../words/playbooks.ts";
import { ShareBadge, VersionStatusBadge } from "./stage-badges.tsx";
import { VersionActions } from "./version-actions.tsx";

interface VersionListProps {
  name: string;
  versions: readonly StandingVersion[];
  /** The one that the other tabs show. */
  shown: number;
}

export function VersionList({ name, versions, shown }: VersionListProps) {
  return (
    <ol aria-label={words.list} className="flex flex-col">
      {versions.map((version) => (
        <li
          key={version.number}
          className={cx(
            "border-b border-line px-4 py-3",
            version.number === shown && "shadow-[inset_2px_0_0_var(--accent)]",
          )}
        >
          <VersionRow name={name} version={version} versions={versions} shown={version.number === shown} />
        </li>
      ))}
    </ol>
  );
}

function VersionRow(props: {
  name: string;
  version: StandingVersion;
  versions: readonly StandingVersion[];
  shown: boolean;
}) {
  const { name, version, versions, shown } = props;
  const [, setAddress] = useAddress();
  const { number, status, share, since, by, createdAt, createdBy, reason, reviewedBy, reviewComment, stale } = version;
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium tabular-nums">{playbook.shown(number)}</span>
          <VersionStatusBadge value={status} />
          {share !== null && <ShareBadge share={share} />}
          <span className="text-xs text-muted">
            <Time at={since} /> {words.since(actorName(by))}
          </span>
        </p>
        <p className="mt-1 text-xs text-muted">
          {words.written(actorName(createdBy))} <Time at={createdAt} />
        </p>
        {reason !== "" && (
          <p className="mt-1 text-sm [overflow-wrap:anywhere]">
            <Defanged text={reason} />
          </p>
        )}
        {reviewedBy !== null && (
          <p className="mt-1 text-sm">{words.reviewed(actorName(reviewedBy), reviewComment ?? "")}</p>
        )}
        {stale.length > 0 && (
          <p className="mt-1">
            <Badge tone="warn">{words.stale(stale.join(", "))}</Badge>
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-1.5">
        {!shown && <Button onClick={() => setAddress({ version: String(number) })}>{words.show}</Button>}
        <VersionActions name={name} version={version} versions={versions} />
      </div>
    </div>
  );
}
