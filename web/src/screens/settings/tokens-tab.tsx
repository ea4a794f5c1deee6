/** What lets programs in: made, shown once, revoked. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Token } from "../../../../src/model/token.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows, type RowsColumn } from "../../ui/rows.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { roles as roleWords } from "../../words/scales.ts";
import { settings, tokens as words } from "../../words/settings.ts";
import { MakeToken } from "./make-token.tsx";

const COLUMNS: RowsColumn<Token>[] = [
  {
    key: "name",
    title: words.label,
    cell: ({ name, connection }) => (
      <>
        <span className="font-medium">{name}</span>
        {connection !== null && <span className="text-muted"> · {connection}</span>}
      </>
    ),
  },
  { key: "person", title: words.of, cell: ({ person }) => person },
  { key: "roles", title: settings.roles, cell: ({ roles }) => roles.map((role) => roleWords[role]).join(", ") },
  { key: "created", title: words.created, cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    key: "used",
    title: words.used,
    cell: ({ lastUsedAt }) => (lastUsedAt === null ? words.never : <Time at={lastUsedAt} />),
  },
  {
    key: "act",
    title: "",
    right: true,
    cell: (token) => (token.revokedAt === null ? <Revoke token={token} /> : <Badge>{words.revoked}</Badge>),
  },
];

export function TokensTab() {
  const { data, error, refetch } = useQuery({
    queryKey: ["tokens"],
    queryFn: ({ signal }) => read<{ items: Token[] }>("/v1/tokens", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  if (data.items.length === 0)
    return (
      <EmptyState title={words.none} action={<MakeToken />}>
        {words.noneHint}
      </EmptyState>
    );
  const living = data.items.toSorted((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null));
  return (
    <Section title={words.list} actions={<MakeToken />}>
      <Rows label={words.list} columns={COLUMNS} rows={living} rowKey={({ id }) => id} />
    </Section>
  );
}

function Revoke({ token: { id, name } }: { token: Token }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const revoke = useChange({
    send: () => call("DELETE", `/v1/tokens/${id}`),
    touches: ["tokens"],
    said: () => words.revokeDone(name),
    after: () => setAsked(false),
  });
  if (!can(me, "deleteTokensId")) return null;
  return (
    <>
      <Button look="quiet" aria-label={words.revokeLabel(name)} onClick={() => setAsked(true)}>
        {words.revoke}
      </Button>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.revokeTitle(name)}
        reversal={words.revokeBack}
        verb={words.revoke}
        busy={revoke.isPending}
        error={revoke.error === null ? "" : problemOf(revoke.error).message}
        onConfirm={() => revoke.mutate()}
      >
        {words.revokeHint}
      </ConfirmReversal>
    </>
  );
}
