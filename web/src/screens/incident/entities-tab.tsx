/** Who and what the alerts are about: as a picture, and as a list that says the same. */
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { AlertDetail } from "../../../../src/api/contract/alert.ts";
import { read } from "../../api/client.ts";
import { coloursNow } from "../../pictures/colours.ts";
import { TakeAway } from "../../pictures/take-away.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Section } from "../../ui/page.tsx";
import { EmptyState, Loading } from "../../ui/states.tsx";
import { incident as words } from "../../words/incident.ts";
import { entitySvg, entityTable, roleName, sizeOf } from "./entity-file.ts";
import { graphOf } from "./entity-graph.ts";
import { EntityPicture } from "./entity-picture.tsx";
import type { Detail } from "./incident-detail.ts";

/** The newest say enough. */
const READ = 12;

export default function EntitiesTab({ incident }: { incident: Detail }) {
  const results = useQueries({
    queries: incident.alerts.slice(0, READ).map(({ id }) => ({
      queryKey: ["alert", id],
      queryFn: ({ signal }: { signal: AbortSignal }) => read<AlertDetail>(`/v1/alerts/${id}`, {}, signal),
    })),
  });
  const loading = results.some(({ isPending }) => isPending);
  const alerts = results.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const ids = alerts.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: an alert never changes, so its ids say which there are.
  const graph = useMemo(() => graphOf(alerts), [ids]);
  if (loading) return <Loading what={words.entities.list} />;
  if (graph.nodes.length === 0) return <EmptyState title={words.entities.empty} />;
  return (
    <>
      <Section
        title={words.entities.graph}
        actions={
          <TakeAway
            title={words.entities.graph}
            file={words.entities.file(incident.number)}
            size={() => sizeOf(graph)}
            svg={() => Promise.resolve(entitySvg(graph, coloursNow()))}
            table={entityTable(graph)}
          />
        }
      >
        <EntityPicture {...graph} />
      </Section>
      <Section title={words.entities.list}>
        <ul className="flex flex-col gap-1.5">
          {graph.nodes.map((node) => (
            <li key={node.id} className="flex items-center gap-2">
              <Badge tone={node.role === "affected" ? "danger" : "warn"}>{roleName(node.role)}</Badge>
              <span className="text-muted">{node.kind}</span>
              <bdi className="min-w-0 truncate font-mono text-xs">{node.label}</bdi>
              <Link
                to="/"
                search={{ filter: `entity.key == ${JSON.stringify(node.id)}`, show: "all" } as never}
                className="ml-auto shrink-0 text-accent hover:underline"
              >
                {words.entities.otherIncidents}
                <span className="sr-only"> {node.label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
