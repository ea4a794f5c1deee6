/** Files of content, one at a time, and under them what the checker found in all of them. */
import { CircleAlert, CircleCheck, LoaderCircle } from "lucide-react";
import { problemOf } from "../../api/problem.ts";
import { cx } from "../../ui/classes.ts";
import { FindingList } from "../../ui/finding-list.tsx";
import { Yaml } from "../../ui/yaml.tsx";
import { content as words } from "../../words/content.ts";
import { editor } from "../../words/playbooks.ts";
import { type DraftFiles, isChanged } from "./use-files.ts";

export function FilesText({ draft, readOnly }: { draft: DraftFiles; readOnly: boolean }) {
  const { file, findings } = draft;
  return (
    <div className="flex min-h-120 min-w-0 flex-1 flex-col border-line lg:border-r">
      <FileBar draft={draft} />
      <div className="min-h-0 flex-1">
        <Yaml
          key={file}
          label={file}
          value={draft.text}
          onChange={draft.setText}
          findings={findings.filter((finding) => finding.file === file)}
          go={draft.go}
          language={file.endsWith(".cedar") ? "cedar" : "yaml"}
          readOnly={readOnly}
        />
      </div>
      <Findings draft={draft} />
    </div>
  );
}

function FileBar({ draft: { files, begun, file: shown, show, findings } }: { draft: DraftFiles }) {
  return (
    <div role="group" aria-label={words.files} className="flex flex-wrap items-center gap-1 border-b border-line p-1.5">
      {files.map(({ file, text }) => (
        <button
          key={file}
          type="button"
          aria-pressed={file === shown}
          title={file}
          onClick={() => show(file)}
          className={cx(
            "flex h-6 items-center gap-1 rounded-md px-2 font-mono text-xs",
            file === shown ? "bg-hover text-text" : "text-muted",
          )}
        >
          {file.split("/").at(-1)}
          {isChanged({ file, text }, begun) && (
            <span role="img" aria-label={words.changed}>
              •
            </span>
          )}
          {findings.some((finding) => finding.file === file) && (
            <CircleAlert className="size-3 text-danger" aria-label={editor.findingsLabel} />
          )}
        </button>
      ))}
    </div>
  );
}

function Findings({ draft: { findings, checking, sound, error, goTo } }: { draft: DraftFiles }) {
  const said = checking
    ? editor.checking
    : error !== null
      ? problemOf(error).message
      : sound
        ? editor.sound
        : editor.findings(findings.length);
  return (
    <section aria-label={editor.findingsLabel} className="border-t border-line">
      <p role="status" className="flex min-h-8 items-center gap-2 px-4 text-xs text-muted">
        {checking && <LoaderCircle className="size-3.5 animate-spin" aria-hidden />}
        {sound && <CircleCheck className="size-3.5 text-good" aria-hidden />}
        {said}
      </p>
      {findings.length > 0 && (
        <div className="max-h-48 overflow-y-auto px-4 pb-1" role="group" tabIndex={0} aria-label={editor.findingsLabel}>
          <FindingList findings={findings} onGo={goTo} several />
        </div>
      )}
    </section>
  );
}
