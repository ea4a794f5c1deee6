/** One run: the graph of its playbook lit by how it went, and of each step what went in, what the guard said, and what came out. */
import { useParams } from "@tanstack/react-router";
import { useNamesPending } from "../../api/names.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { Badge } from "../../ui/badge.tsx";
import { Page } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { runs, run as words } from "../../words/runs.ts";
import { RunActions } from "./run-actions.tsx";
import { RunBody } from "./run-body.tsx";
import { RunStatusBadge } from "./run-status.tsx";
import { useRun, useRunEffects } from "./use-run.ts";

export default function RunScreen() {
  const { run: id = "" } = useParams({ strict: false }) as { run?: string };
  const { data: found, error, refetch } = useRun(id);
  const data = useNamesPending() ? undefined : found;
  const effects = useRunEffects(id);
  const title = usePlaybookTitle();
  return (
    <Page
      title={words.title(data === undefined ? "…" : title(data.playbook))}
      aside={
        data !== undefined && (
          <>
            <span className="font-mono text-xs text-muted max-md:hidden">{data.playbook}</span>
            <Badge>{runs.version(data.playbookVersion)}</Badge>
            <RunStatusBadge value={data.status} held={data.held !== undefined} />
            {data.shadow && <Badge tone="violet">{runs.shadow}</Badge>}
          </>
        )
      }
      actions={data !== undefined && <RunActions run={data} />}
    >
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading what={words.loading} lines={14} />}
      {data !== undefined && <RunBody run={data} effects={effects.data ?? []} />}
    </Page>
  );
}
