/** The text on the left, what it would change on the right, and the way to put it in force. */
import { Check, RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useAddress } from "../../app/address.ts";
import { useKeys } from "../../app/keys.ts";
import { Button } from "../../ui/button.tsx";
import { LeaveQuestion } from "../../ui/leave-question.tsx";
import { Page } from "../../ui/page.tsx";
import { type Tab, Tabs } from "../../ui/tabs.tsx";
import { content as words } from "../../words/content.ts";
import { FilesText } from "./files-text.tsx";
import { ForceDialog, type ForceWords } from "./force-dialog.tsx";
import type { DraftFiles } from "./use-files.ts";

interface FilesBenchProps {
  title: string;
  aside: ReactNode;
  /** What has to be known of the text before it is changed; empty for nothing. */
  note?: string;
  draft: DraftFiles;
  /** Parts beside the text; the first unless the address names another. */
  tabs: Tab<string>[];
  force: ForceWords;
  effect: ReactNode;
  /** Whether this person may put it in force. */
  mayForce: boolean;
}

export function FilesBench({ title, aside, note = "", draft, tabs, force, effect, mayForce }: FilesBenchProps) {
  const [{ part = "" }, setAddress] = useAddress();
  const [forcing, setForcing] = useState(false);
  const ready = mayForce && draft.changed && draft.sound;
  useKeys(words.keys.title, [
    ...(ready
      ? [{ keys: "mod+s", words: words.keys.apply, run: () => setForcing(true), always: true, asks: true }]
      : []),
  ]);
  return (
    <Page
      title={title}
      aside={aside}
      actions={mayForce && <Actions draft={draft} ready={ready} onForce={() => setForcing(true)} />}
    >
      {note !== "" && <p className="border-b border-line bg-sunken px-4 py-2 text-sm">{note}</p>}
      <div className="flex min-h-0 flex-1 bg-panel max-lg:flex-col max-lg:overflow-y-auto">
        <FilesText draft={draft} readOnly={!mayForce} />
        <div className="flex min-h-80 min-w-0 flex-1">
          <Tabs
            label={words.partsLabel}
            value={tabs.some(({ key }) => key === part) ? part : (tabs[0]?.key ?? "")}
            onChange={(to) => setAddress({ part: to }, { replace: true })}
            tabs={tabs}
          />
        </div>
      </div>
      <LeaveQuestion changed={draft.changed} words={words.leave} />
      {forcing && <ForceDialog draft={draft} words={force} effect={effect} onClose={() => setForcing(false)} />}
    </Page>
  );
}

function Actions({ draft, ready, onForce }: { draft: DraftFiles; ready: boolean; onForce(): void }) {
  return (
    <>
      {draft.changed && (
        <Button icon={<RotateCcw className="size-3.5" aria-hidden />} onClick={draft.reset}>
          {words.reset}
        </Button>
      )}
      <Button
        look="primary"
        keys="mod+s"
        disabled={!ready}
        icon={<Check className="size-3.5" aria-hidden />}
        onClick={onForce}
      >
        {words.apply}
      </Button>
    </>
  );
}
