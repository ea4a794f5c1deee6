/** What opens no incident for a while, and what it held back. */

import { useState } from "react";
import type { Suppression } from "../../../../src/api/contract/belonging.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { usePages } from "../../api/pages.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { CheckField } from "../../ui/field.tsx";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows, type RowsColumn } from "../../ui/rows.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { settings, suppressions as words } from "../../words/settings.ts";
import { SuppressButton } from "./suppress-button.tsx";

const COLUMNS: RowsColumn<Suppression>[] = [
  { key: "when", title: words.when, cell: ({ when }) => <Defanged text={when} code /> },
  { key: "reason", title: settings.reason, cell: ({ reason }) => <Defanged text={reason} /> },
  { key: "by", title: settings.by, cell: ({ createdBy }) => actorName(createdBy) },
  { key: "until", title: settings.until, cell: ({ until, endedAt }) => <Time at={endedAt ?? until} /> },
  { key: "alerts", title: words.alerts, right: true, cell: ({ alerts }) => alerts.toLocaleString("en") },
  { key: "act", title: "", right: true, cell: (one) => <End suppression={one} /> },
];

export function SuppressionsTab() {
  const [{ all = "" }, setAddress] = useAddress();
  const query: Record<string, string> = all === "" ? { inForce: "true" } : {};
  const { rows, error, refetch, ...pages } = usePages<Suppression>(["suppressions"], "/v1/suppressions", query);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (rows === undefined) return <Loading what={words.loading} />;
  return (
    <Section title={words.title} actions={rows.length > 0 && <SuppressButton />}>
      <p className="text-muted">{words.hint}</p>
      <CheckField label={words.all} value={all !== ""} onChange={(on) => setAddress({ all: on ? "yes" : "" })} />
      {rows.length === 0 ? (
        <EmptyState title={words.none} action={<SuppressButton />}>
          {words.noneHint}
        </EmptyState>
      ) : (
        <Rows label={words.title} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
      )}
      <More {...pages} />
    </Section>
  );
}

function End({ suppression: { id, when, until, endedAt } }: { suppression: Suppression }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const [takeUp, setTakeUp] = useState(false);
  const end = useChange({
    send: (reason: string) => call<{ takenUp: number }>("POST", `/v1/suppressions/${id}/end`, { reason, takeUp }),
    touches: ["suppressions"],
    said: ({ takenUp }) => words.ended(takenUp),
    after: () => setAsked(false),
  });
  if (endedAt !== null || Date.parse(until) < Date.now()) return <Badge>{words.over}</Badge>;
  if (!can(me, "postSuppressionsIdEnd")) return null;
  return (
    <>
      <Button look="quiet" aria-label={words.endLabel(when)} onClick={() => setAsked(true)}>
        {words.end}
      </Button>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.endTitle}
        reversal={words.endBack}
        verb={words.end}
        reasonLabel={settings.reason}
        fields={<CheckField label={words.takeUp} hint={words.takeUpHint} value={takeUp} onChange={setTakeUp} />}
        busy={end.isPending}
        error={end.error === null ? "" : problemOf(end.error).message}
        onConfirm={(reason) => end.mutate(reason)}
      >
        {words.endHint}
      </ConfirmReversal>
    </>
  );
}
