/** One containment in the ledger: what, on whom, by whom, and how long still. */
import type { Lease } from "../../../../src/model/effect.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { Countdown } from "../../ui/countdown.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { RowTime } from "../../ui/time.tsx";
import { LeaseStatusBadge } from "./lease-status.tsx";
import { ownerName } from "./owner-name.ts";

export function LeaseRow({ lease, title }: { lease: Lease; title: string }) {
  const { status, entityType, entityKey, startedAt, expiresAt, releasedAt, owner } = lease;
  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
        {status !== "active" && <LeaseStatusBadge value={status} />}
      </span>
      <span className="truncate">
        <EntityName type={entityType} name={entityKey} />
      </span>
      <span className="flex items-center gap-3 text-xs text-muted">
        {releasedAt === null ? <Countdown from={startedAt} until={expiresAt} bar /> : <RowTime at={releasedAt} />}
        <span className="min-w-0 truncate">{ownerName(owner, usePlaybookTitle())}</span>
      </span>
    </span>
  );
}
