/** One approval in the list: what is to be done, to whom, and how long there is to answer. */
import type { Approval } from "../../../../src/model/approval.ts";
import { useTypeName, withTypeName } from "../../api/type-names.ts";
import { Countdown } from "../../ui/countdown.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { RowTime } from "../../ui/time.tsx";
import { approvals as words } from "../../words/approvals.ts";
import { ApprovalStatusBadge } from "./status-badge.tsx";
import { quorumOf } from "./who-may.ts";

export function ApprovalRow({ approval }: { approval: Approval }) {
  const { words: effect, status, terms, requestedAt, expiresAt, decidedAt } = approval;
  const incident = withTypeName(effect.incident, useTypeName());
  return (
    <span className="flex flex-col gap-1">
      <span className="block font-medium first-letter:uppercase">
        <Defanged text={effect.what} />
      </span>
      <span className="truncate text-xs text-muted">
        <Defanged text={incident} />
      </span>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        {status === "pending" ? (
          <Countdown from={requestedAt} until={expiresAt} />
        ) : (
          <>
            <ApprovalStatusBadge value={status} />
            <RowTime at={decidedAt ?? expiresAt} />
          </>
        )}
        {terms.approvers > 1 && <span>{words.quorum(quorumOf(approval).yes, terms.approvers)}</span>}
      </span>
    </span>
  );
}
