/** Where one is signed in, and how that ends. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OwnSessionList } from "../../../../src/api/contract/session.ts";
import { read } from "../../api/client.ts";
import { RemoveDialog } from "../../app/remove-dialog.tsx";
import { agentName } from "../../ui/agent-name.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { SessionLine } from "../../ui/session-line.tsx";
import { Loading } from "../../ui/states.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { account } from "../../words/account.ts";

const words = account.sessions;
const OWN = "own-sessions";

export function SessionsSection() {
  const { data, error } = useQuery({
    queryKey: [OWN],
    queryFn: ({ signal }) => read<OwnSessionList>("/v1/me/sessions", {}, signal),
  });
  const [asked, setAsked] = useState<OwnSessionList["items"][number] | "others" | null>(null);
  const items = data?.items ?? [];
  return (
    <Section
      title={words.title}
      actions={items.length > 1 && <Button onClick={() => setAsked("others")}>{words.endOthers}</Button>}
    >
      {data === undefined && error === null && <Loading what={account.loading} lines={2} />}
      <ul>
        {items.map((session) => (
          <SessionLine key={session.id} session={session} current={session.current} onEnd={() => setAsked(session)} />
        ))}
      </ul>
      <Wrong error={error} />
      {asked === "others" && (
        <RemoveDialog
          path="/v1/me/sessions"
          touches={[OWN]}
          title={words.endOthersTitle}
          does={words.endOthersHint}
          reversal={words.endBack}
          verb={words.end}
          done={words.endedOthers}
          onClose={() => setAsked(null)}
        />
      )}
      {asked !== null && asked !== "others" && (
        <RemoveDialog
          path={`/v1/me/sessions/${asked.id}`}
          touches={[OWN]}
          title={words.endTitle(agentName(asked.agent) || words.unknownAgent)}
          does={words.endHint}
          reversal={words.endBack}
          verb={words.end}
          done={words.ended}
          onClose={() => setAsked(null)}
        />
      )}
    </Section>
  );
}
