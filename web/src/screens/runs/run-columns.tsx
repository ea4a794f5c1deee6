/** What is seen of a run in the list. */
import type { RunView } from "../../../../src/api/contract/run.ts";
import { Badge } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { PlaybookName } from "../../ui/playbook-name.tsx";
import type { Column } from "../../ui/table.tsx";
import { RowTime } from "../../ui/time.tsx";
import { outcomeInWords, runs as words } from "../../words/runs.ts";
import { span } from "../playbooks/figures.ts";
import { RunStatusBadge } from "./run-status.tsx";

const { columns } = words;

export function runColumns(): Column<RunView>[] {
  return [
    {
      ...{ key: "playbook", title: columns.playbook, width: "minmax(7rem, 1.4fr)" },
      cell: ({ playbook, playbookVersion, shadow }) => (
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">
            <PlaybookName name={playbook} />
          </span>
          <span className="text-xs text-muted">{words.version(playbookVersion)}</span>
          {shadow && <Badge tone="violet">{words.shadow}</Badge>}
        </span>
      ),
    },
    {
      ...{ key: "incident", cut: true, title: columns.incident, width: "minmax(7rem, 1.6fr)" },
      cell: ({ incidentNumber, incidentTitle }) =>
        incidentNumber !== null && <Defanged text={`${incidentNumber}: ${incidentTitle}`} />,
    },
    {
      ...{ key: "status", title: columns.status, width: "7rem" },
      cell: ({ status, held }) => <RunStatusBadge value={status} held={held !== undefined} />,
    },
    {
      ...{ key: "outcome", cut: true, title: columns.outcome, width: "minmax(6rem, 1fr)" },
      from: "medium",
      cell: ({ outcome }) => outcome !== null && <Defanged text={outcomeInWords(outcome)} />,
    },
    {
      ...{ key: "began", title: columns.began, width: "6rem" },
      from: "medium",
      cell: ({ startedAt }) => <RowTime at={startedAt} />,
    },
    {
      ...{ key: "took", title: columns.took, width: "4.5rem" },
      from: "wide",
      cell: ({ startedAt, endedAt }) => (
        <span className="text-muted tabular-nums">
          {endedAt !== null && span(Date.parse(endedAt) - Date.parse(startedAt))}
        </span>
      ),
    },
  ];
}
