/** Who may do what in a workspace: let in, with other roles, shut out. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PersonList } from "../../../../src/api/contract/person.ts";
import type { Workspace } from "../../../../src/api/contract/workspace.ts";
import type { Person } from "../../../../src/model/person.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows } from "../../ui/rows.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { roles as roleWords } from "../../words/scales.ts";
import { settings } from "../../words/settings.ts";
import { workspaces as words } from "../../words/workspaces.ts";
import { MemberDialog } from "./member-dialog.tsx";
import { PersonStatus } from "./person-status.tsx";

export function WorkspaceMembers({ workspace }: { workspace: Workspace }) {
  const { id } = workspace;
  const { data: me } = useMe();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["workspaces", id, "people"],
    queryFn: async ({ signal }) => (await read<PersonList>(`/v1/workspaces/${id}/people`, {}, signal)).items,
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loadingPeople} lines={4} />;
  const add = can(me, "putWorkspacesIdPeopleName") && <Button onClick={() => setAdding(true)}>{words.add}</Button>;
  return (
    <Section title={words.members} actions={add}>
      {data.length === 0 && <p className="text-sm text-muted">{words.none}</p>}
      {data.length > 0 && (
        <Rows
          label={words.members}
          columns={[
            { key: "name", title: words.person, cell: ({ name }) => <span className="font-medium">{name}</span> },
            {
              key: "roles",
              title: settings.roles,
              cell: ({ roles }) => roles.map((role) => roleWords[role]).join(", "),
            },
            { key: "status", title: "", cell: ({ status }) => <PersonStatus status={status} /> },
            {
              key: "seen",
              title: words.seen,
              cell: ({ lastSeenAt }) => (lastSeenAt === null ? words.never : <Time at={lastSeenAt} />),
            },
            { key: "act", title: "", right: true, cell: (person) => <MemberActions {...{ workspace, person }} /> },
          ]}
          rows={data}
          rowKey={({ name }) => name}
        />
      )}
      {adding && <MemberDialog workspace={workspace} person={null} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function MemberActions({ workspace, person }: { workspace: Workspace; person: Person }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState<"roles" | "remove" | null>(null);
  const { name, status } = person;
  const remove = useChange({
    send: () => call("DELETE", `/v1/workspaces/${workspace.id}/people/${encodeURIComponent(name)}`),
    touches: ["workspaces", "people", "tokens"],
    said: () => words.removed(name, workspace.name),
    after: () => setAsked(null),
  });
  if (!can(me, "putWorkspacesIdPeopleName")) return null;
  return (
    <>
      <Button look="quiet" aria-label={words.changeLabel(name)} onClick={() => setAsked("roles")}>
        {words.change}
      </Button>
      {status !== "disabled" && (
        <Button look="quiet" aria-label={words.removeLabel(name)} onClick={() => setAsked("remove")}>
          {words.remove}
        </Button>
      )}
      {asked === "roles" && <MemberDialog workspace={workspace} person={person} onClose={() => setAsked(null)} />}
      <ConfirmReversal
        open={asked === "remove"}
        onClose={() => setAsked(null)}
        title={words.removeTitle(name, workspace.name)}
        reversal={words.removeBack}
        verb={words.remove}
        busy={remove.isPending}
        error={remove.error === null ? "" : problemOf(remove.error).message}
        onConfirm={() => remove.mutate()}
      >
        {words.removeHint}
      </ConfirmReversal>
    </>
  );
}
