/** What was like it before, and how that ended. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { SimilarIncidents } from "../../../../src/api/contract/incident-together.ts";
import { read } from "../../api/client.ts";
import { Badge } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { DispositionBadge, SeverityBadge, StatusBadge } from "../../ui/scale-badges.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { incident as words } from "../../words/incident.ts";
import type { Detail } from "./incident-detail.ts";

export function SimilarTab({ incident }: { incident: Detail }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["similar", incident.id],
    queryFn: ({ signal }) => read<SimilarIncidents>(`/v1/incidents/${incident.id}/similar`, {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.similar.loading} />;
  if (data.items.length === 0) return <EmptyState title={words.similar.empty}>{words.similar.emptyHint}</EmptyState>;
  return (
    <ul className="divide-y divide-line">
      {data.items.map((one) => (
        <li key={one.id} className="px-4 py-3">
          <p className="flex flex-wrap items-center gap-2">
            <Link to={`/incidents/${one.number}` as "/"} className="font-medium text-accent hover:underline">
              {one.number} · <Defanged text={one.title} />
            </Link>
            <SeverityBadge value={one.severity} />
            <StatusBadge value={one.status} />
            <DispositionBadge value={one.disposition} />
            <span className="text-xs text-muted">
              <Time at={one.openedAt} />
            </span>
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-1.5 text-sm text-muted">
            {one.like.map((likeness) => (
              <Badge key={likeness}>{words.similar.likeness[likeness]}</Badge>
            ))}
            <Defanged text={one.dispositionReason} />
          </p>
        </li>
      ))}
    </ul>
  );
}
