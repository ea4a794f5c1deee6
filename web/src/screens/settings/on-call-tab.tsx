/** Who is asked, in which order, and where they are reached. */
import { useQuery } from "@tanstack/react-query";
import type { OnCallList } from "../../../../src/api/contract/on-call.ts";
import type { OnCall } from "../../../../src/model/on-call.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows } from "../../ui/rows.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { settings, onCall as words } from "../../words/settings.ts";
import { Contacts } from "./contacts.tsx";
import { PutOnCall } from "./put-on-call.tsx";

export function OnCallTab() {
  const { data, error, refetch } = useQuery({
    queryKey: ["on-call"],
    queryFn: ({ signal }) => read<OnCallList>("/v1/on-call", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  return (
    <>
      {data.items.length === 0 ? (
        <EmptyState title={words.none} action={<PutOnCall />}>
          {words.noneHint}
        </EmptyState>
      ) : (
        <Section title={words.title} actions={<PutOnCall />}>
          <Order entries={data.items} people={data.people} />
        </Section>
      )}
      <Contacts contacts={data.contacts} />
    </>
  );
}

function Order({ entries, people }: { entries: readonly OnCall[]; people: OnCallList["people"] }) {
  const may = new Map(people.map(({ person, roles }) => [person, roles.join(", ")]));
  const ordered = entries.toSorted((a, b) => a.queue.localeCompare(b.queue) || a.place - b.place);
  return (
    <Rows
      label={words.title}
      rows={ordered}
      rowKey={({ id }) => id}
      columns={[
        { key: "queue", title: words.queue, cell: ({ queue }) => queue },
        { key: "place", title: words.place, cell: ({ place }) => place },
        { key: "person", title: words.person, cell: ({ person }) => <span className="font-medium">{person}</span> },
        {
          key: "may",
          title: words.may,
          cell: ({ person }) => may.get(person) ?? <span className="text-danger">{words.gone}</span>,
        },
        { key: "from", title: words.from, cell: ({ from }) => <Time at={from} /> },
        {
          key: "until",
          title: settings.until,
          cell: ({ until }) => (until === null ? words.openEnd : <Time at={until} />),
        },
        { key: "act", title: "", right: true, cell: (entry) => <TakeOut entry={entry} /> },
      ]}
    />
  );
}

function TakeOut({ entry: { id, person, queue, place, from, until } }: { entry: OnCall }) {
  const { data: me } = useMe();
  const remove = useChange({
    send: () => call("DELETE", `/v1/on-call/${id}`),
    touches: ["on-call"],
    said: () => words.removed(person),
    undo: () => call("POST", "/v1/on-call", { queue, person, place, from, ...(until !== null && { until }) }),
  });
  if (!can(me, "deleteOnCallId")) return null;
  return (
    <Button
      look="quiet"
      busy={remove.isPending}
      aria-label={words.removeLabel(person, queue)}
      onClick={() => remove.mutate()}
    >
      {words.remove}
    </Button>
  );
}
