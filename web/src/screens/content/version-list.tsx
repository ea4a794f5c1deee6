/** Every version of content, newest first: who put it in force, when, why, what it changed, and its text back in the editor. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { AppliedVersion, SourceFile, VersionChanges } from "../../../../src/api/contract/content.ts";
import { read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ChangeRows } from "../../ui/change-rows.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { addToast } from "../../ui/toast.tsx";
import { content } from "../../words/content.ts";
import type { DraftFiles } from "./use-files.ts";

const words = content.versions;

interface VersionListProps {
  draft: DraftFiles;
  /** Where the files of a version are read. */
  filesOf(number: number): Promise<readonly SourceFile[]>;
  /** Whether this person may put one in force. */
  mayForce: boolean;
}

export function VersionList({ draft, filesOf, mayForce }: VersionListProps) {
  const { what } = draft;
  const { data, error, refetch } = useQuery({
    queryKey: [what, "versions"],
    queryFn: async ({ signal }) => (await read<{ items: AppliedVersion[] }>(`/v1/${what}/versions`, {}, signal)).items,
  });
  const restore = useMutation({
    mutationFn: filesOf,
    onSuccess: (files, number) => {
      draft.load(files);
      addToast({ title: words.restored(number), text: words.restoredHint, undo: draft.reset });
    },
    onError: (reason) => addToast({ title: problemOf(reason).message, tone: "bad" }),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} lines={6} />;
  return (
    <ol aria-label={words.list} className="flex flex-col">
      {data.map((version, place) => (
        <VersionRow
          key={version.number}
          what={what}
          version={version}
          inForce={place === 0}
          onRestore={mayForce && place > 0 ? () => restore.mutate(version.number) : null}
          busy={restore.isPending && restore.variables === version.number}
        />
      ))}
    </ol>
  );
}

interface VersionRowProps {
  what: string;
  version: AppliedVersion;
  inForce: boolean;
  onRestore: (() => void) | null;
  busy: boolean;
}

function VersionRow({ what, version, inForce, onRestore, busy }: VersionRowProps) {
  const { number, createdAt, createdBy, reason } = version;
  const [open, setOpen] = useState(false);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <li className="border-b border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium tabular-nums">{content.version(number)}</span>
        {inForce && <Badge tone="good">{words.inForce}</Badge>}
        <span className="min-w-0 flex-1 text-xs text-muted">
          <Time at={createdAt} /> {words.by(actorName(createdBy))}
        </span>
        {onRestore !== null && (
          <Button busy={busy} aria-label={words.restoreLabel(number)} onClick={onRestore}>
            {words.restore}
          </Button>
        )}
      </div>
      {reason !== "" && (
        <p className="mt-1 text-sm [overflow-wrap:anywhere]">
          <Defanged text={reason} />
        </p>
      )}
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="mt-1 flex items-center gap-1 text-xs text-muted hover:text-text"
      >
        <Chevron className="size-3.5" aria-hidden />
        {words.changed}
      </button>
      {open && <Changes what={what} number={number} />}
    </li>
  );
}

function Changes({ what, number }: { what: string; number: number }) {
  const { data, error } = useQuery({
    queryKey: [what, "changes", number],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => read<VersionChanges>(`/v1/${what}/versions/${number}/changes`, {}, signal),
  });
  if (error !== null) return <p className="py-2 text-sm text-danger">{problemOf(error).message}</p>;
  if (data === undefined) return <Loading what={content.changes.loading} lines={2} />;
  if (data.from === null) return <p className="py-1 text-sm text-muted">{words.first}</p>;
  return (
    <div className="py-1">
      <p className="text-xs text-muted">{words.against(data.from)}</p>
      <ChangeRows changes={data.changes} none={content.changes.none} />
    </div>
  );
}
