/** The two files of a playbook, and under them what the checker found. */
import { CircleCheck, LoaderCircle } from "lucide-react";
import { cx } from "../../ui/classes.ts";
import { FindingList } from "../../ui/finding-list.tsx";
import { Yaml } from "../../ui/yaml.tsx";
import { editor as words } from "../../words/playbooks.ts";
import { fittingAt } from "./completion.ts";
import type { Draft, DraftFile } from "./use-draft.ts";
import { useLanguage } from "./use-language.ts";

const FILES: readonly DraftFile[] = ["text", "cases"];
const NOTHING = { steps: [], variables: [], inputs: [] };
const NONE: never[] = [];

export function EditorText({ draft }: { draft: Draft }) {
  const { data: language } = useLanguage();
  const names = draft.outline.data ?? NOTHING;
  const { file, setFile } = draft;
  return (
    <div className="flex min-h-120 min-w-0 flex-1 flex-col border-line lg:border-r">
      <div role="group" aria-label={words.files} className="flex h-9 items-center gap-1 border-b border-line px-3">
        {FILES.map((key) => (
          <button
            key={key}
            type="button"
            aria-pressed={file === key}
            onClick={() => setFile(key)}
            className={cx("h-6 rounded-md px-2 font-mono text-xs", file === key ? "bg-hover text-text" : "text-muted")}
          >
            {words[key]}
          </button>
        ))}
      </div>
      <div className="min-h-0 flex-1">
        {file === "text" ? (
          <Yaml
            key="text"
            label={words.text}
            value={draft.source}
            onChange={draft.setSource}
            findings={draft.findings}
            go={draft.go}
            onLine={draft.setLine}
            {...(language !== undefined && { complete: (before) => fittingAt(before, language, names) })}
          />
        ) : (
          <Yaml key="cases" label={words.cases} value={draft.test} onChange={draft.setTest} findings={NONE} />
        )}
      </div>
      <Findings draft={draft} />
    </div>
  );
}

function Findings({ draft: { findings, checking, goTo } }: { draft: Draft }) {
  return (
    <section aria-label={words.findingsLabel} className="border-t border-line">
      <p role="status" className="flex h-8 items-center gap-2 px-4 text-xs text-muted">
        {checking && <LoaderCircle className="size-3.5 animate-spin" aria-hidden />}
        {!checking && findings.length === 0 && <CircleCheck className="size-3.5 text-good" aria-hidden />}
        {checking ? words.checking : findings.length === 0 ? words.sound : words.findings(findings.length)}
      </p>
      {findings.length > 0 && (
        <div className="max-h-48 overflow-y-auto px-4 pb-1" role="group" tabIndex={0} aria-label={words.findingsLabel}>
          <FindingList findings={findings} onGo={goTo} />
        </div>
      )}
    </section>
  );
}
