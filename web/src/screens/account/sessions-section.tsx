/** Where one is signed in, and how that ends. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { OwnSessionList } from "../../../../src/api/contract/session.ts";
import { call, read } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { SessionLine } from "../../ui/session-line.tsx";
import { Loading } from "../../ui/states.tsx";
import { addToast } from "../../ui/toast-list.ts";
import { Wrong } from "../../ui/wrong.tsx";
import { account } from "../../words/account.ts";

const words = account.sessions;

export function SessionsSection() {
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ["own-sessions"],
    queryFn: ({ signal }) => read<OwnSessionList>("/v1/me/sessions", {}, signal),
  });
  const readAnew = () => client.invalidateQueries({ queryKey: ["own-sessions"] });
  const endOne = useMutation({
    mutationFn: (id: string) => call("DELETE", `/v1/me/sessions/${id}`),
    onSuccess: () => {
      addToast({ title: words.ended });
      void readAnew();
    },
  });
  const endOthers = useMutation({
    mutationFn: () => call<{ ended: number }>("DELETE", "/v1/me/sessions"),
    onSuccess: ({ ended }) => {
      addToast({ title: words.endedOthers(ended) });
      void readAnew();
    },
  });
  const several = (data?.items.length ?? 0) > 1;
  return (
    <Section
      title={words.title}
      actions={
        several && (
          <Button busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {words.endOthers}
          </Button>
        )
      }
    >
      {data === undefined && error === null && <Loading what={account.loading} lines={2} />}
      <ul>
        {data?.items.map((session) => (
          <SessionLine
            key={session.id}
            session={session}
            current={session.current}
            busy={endOne.isPending && endOne.variables === session.id}
            onEnd={() => endOne.mutate(session.id)}
          />
        ))}
      </ul>
      <Wrong error={error ?? endOne.error ?? endOthers.error} />
    </Section>
  );
}
