/** Where a person is signed in to this workspace, and how that ends. */
import { useQuery } from "@tanstack/react-query";
import type { SessionList } from "../../../../src/api/contract/person.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { SessionLine } from "../../ui/session-line.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { people as words } from "../../words/settings.ts";

export function PersonSessions({ name }: { name: string }) {
  const path = `/v1/people/${encodeURIComponent(name)}/sessions` as const;
  const { data, error } = useQuery({
    queryKey: ["person-sessions", name],
    queryFn: ({ signal }) => read<SessionList>(path, {}, signal),
  });
  const touches = ["person-sessions"];
  const endAll = useChange({
    send: () => call<{ ended: number }>("DELETE", path),
    touches,
    said: ({ ended }) => words.endedAll(ended),
  });
  const endOne = useChange({
    send: (id: string) => call("DELETE", `/v1/sessions/${id}`),
    touches,
    said: () => words.ended,
  });
  const items = data?.items ?? [];
  return (
    <Section
      title={words.sessions}
      actions={
        items.length > 0 && (
          <Button busy={endAll.isPending} onClick={() => endAll.mutate()}>
            {words.endAll}
          </Button>
        )
      }
    >
      {data !== undefined && items.length === 0 && <p className="text-muted">{words.noSessions}</p>}
      <ul>
        {items.map((session) => (
          <SessionLine
            key={session.id}
            session={session}
            busy={endOne.isPending && endOne.variables === session.id}
            onEnd={() => endOne.mutate(session.id)}
          />
        ))}
      </ul>
      <Wrong error={error ?? endAll.error ?? endOne.error} />
    </Section>
  );
}
