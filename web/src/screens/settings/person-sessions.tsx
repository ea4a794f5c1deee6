/** Where a person is signed in to this workspace, and how that ends. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SessionList } from "../../../../src/api/contract/person.ts";
import { read } from "../../api/client.ts";
import { RemoveDialog } from "../../app/remove-dialog.tsx";
import { agentName } from "../../ui/agent-name.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { SessionLine } from "../../ui/session-line.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { account } from "../../words/account.ts";
import { people as words } from "../../words/settings.ts";

const TOUCHES = ["person-sessions"];

export function PersonSessions({ name }: { name: string }) {
  const path = `/v1/people/${encodeURIComponent(name)}/sessions` as const;
  const { data, error } = useQuery({
    queryKey: ["person-sessions", name],
    queryFn: ({ signal }) => read<SessionList>(path, {}, signal),
  });
  const [asked, setAsked] = useState<SessionList["items"][number] | "all" | null>(null);
  const items = data?.items ?? [];
  const close = () => setAsked(null);
  const same = { touches: TOUCHES, reversal: words.endBack(name), verb: account.sessions.end, onClose: close };
  return (
    <Section
      title={words.sessions}
      actions={items.length > 0 && <Button onClick={() => setAsked("all")}>{words.endAll}</Button>}
    >
      {data !== undefined && items.length === 0 && <p className="text-muted">{words.noSessions}</p>}
      <ul>
        {items.map((session) => (
          <SessionLine key={session.id} session={session} onEnd={() => setAsked(session)} />
        ))}
      </ul>
      <Wrong error={error} />
      {asked === "all" && (
        <RemoveDialog
          {...same}
          path={path}
          title={words.endAllTitle(name)}
          does={words.endHint}
          done={words.endedAll}
        />
      )}
      {asked !== null && asked !== "all" && (
        <RemoveDialog
          {...same}
          path={`/v1/sessions/${asked.id}`}
          title={words.endTitle(name, agentName(asked.agent) || account.sessions.unknownAgent)}
          does={words.endHint}
          done={words.ended}
        />
      )}
    </Section>
  );
}
