/** How far each playbook is trusted with incidents of each type, what it has earned, and how it is moved. */
import { useQuery } from "@tanstack/react-query";
import type { Standing } from "../../../../src/api/contract/autonomy.ts";
import { read } from "../../api/client.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Section } from "../../ui/page.tsx";
import { PlaybookName } from "../../ui/playbook-name.tsx";
import { Rows, type RowsColumn } from "../../ui/rows.tsx";
import { Share } from "../../ui/share.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { TypeName } from "../../ui/type-name.tsx";
import { autonomy as words } from "../../words/reviews.ts";
import { Moves } from "./autonomy-moves.tsx";

const TONES: Readonly<Record<Standing["stage"], Tone>> = { shadow: "quiet", ask: "info", act: "good" };

const COLUMNS: RowsColumn<Standing>[] = [
  {
    key: "playbook",
    title: words.playbook,
    cell: ({ playbook }) => (
      <span className="font-medium">
        <PlaybookName name={playbook} />
      </span>
    ),
  },
  { key: "type", title: words.type, cell: ({ incidentType }) => <TypeName id={incidentType} /> },
  {
    key: "stage",
    title: words.stage,
    cell: ({ stage }) => (
      <span title={words.stageHints[stage]}>
        <Badge tone={TONES[stage]}>{words.stages[stage]}</Badge>
      </span>
    ),
  },
  { key: "since", title: words.since, cell: ({ since }) => <Time at={since} /> },
  {
    key: "agreement",
    title: words.agreement,
    cell: ({ agreement, stood }) => (
      <>
        <Share share={agreement} /> {stood > 0 && <span className="text-xs text-muted">{words.stood(stood)}</span>}
      </>
    ),
  },
  { key: "next", title: words.next, cell: (standing) => <Next standing={standing} /> },
  { key: "act", title: "", right: true, cell: (standing) => <Moves standing={standing} /> },
];

export function AutonomyTab() {
  const { data, error, refetch } = useQuery({
    queryKey: ["autonomy"],
    queryFn: ({ signal }) => read<{ items: Standing[] }>("/v1/autonomy", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  if (data.items.length === 0) return <EmptyState title={words.none}>{words.noneHint}</EmptyState>;
  return (
    <Section title={words.list}>
      <p className="pb-2 text-muted">{words.hint}</p>
      <Rows
        label={words.list}
        columns={COLUMNS}
        rows={data.items}
        rowKey={({ playbook, incidentType }) => `${playbook} ${incidentType}`}
      />
    </Section>
  );
}

function Next({ standing: { offered, missing, proposedBy } }: { standing: Standing }) {
  return (
    <>
      {offered === null ? (
        <span className="text-muted">{missing === "" ? words.last : missing}</span>
      ) : (
        <Badge tone="violet">{words.offered(words.stages[offered])}</Badge>
      )}
      {proposedBy !== null && <span className="block text-xs text-muted">{words.proposed(proposedBy)}</span>}
    </>
  );
}
