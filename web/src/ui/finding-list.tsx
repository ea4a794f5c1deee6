/** What the checker found: where, what, and what to do about it. */
import { CircleX, TriangleAlert } from "lucide-react";
import type { Finding } from "../../../src/api/contract/content.ts";
import { editor as words } from "../words/playbooks.ts";

interface FindingListProps {
  findings: readonly Finding[];
  onGo?: (line: number, file: string) => void;
  /** They are of several files, which the place names. */
  several?: boolean;
}

export function FindingList({ findings, onGo, several = false }: FindingListProps) {
  const place = ({ file, line }: Finding) => (several ? words.atFile(file, line) : words.at(line));
  return (
    <ul aria-label={words.findingsLabel} className="flex flex-col">
      {findings.map((finding) => (
        <li
          key={`${finding.file}:${finding.line}:${finding.column} ${finding.code} ${finding.message}`}
          className="flex gap-2 border-b border-line py-2 last:border-b-0"
        >
          {finding.severity === "error" ? (
            <CircleX className="mt-0.5 size-4 shrink-0 text-danger" aria-label={words.severities.error} />
          ) : (
            <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-label={words.severities.warning} />
          )}
          <div className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
            <p>
              {finding.message}
              {finding.fix !== "" && <span className="text-muted"> {finding.fix}</span>}
            </p>
            <p className="flex flex-wrap gap-x-3 text-xs text-muted">
              {onGo === undefined ? (
                <span>{place(finding)}</span>
              ) : (
                <button
                  type="button"
                  className="text-accent hover:underline"
                  onClick={() => onGo(finding.line, finding.file)}
                >
                  {place(finding)}
                </button>
              )}
              <span className="font-mono">{finding.code}</span>
              {!several && <span>{words.code(finding.code)}</span>}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
