/** The text on the left, what it means on the right. */
import { Send } from "lucide-react";
import { useState } from "react";
import { useAddress } from "../../app/address.ts";
import { useKeys } from "../../app/keys.ts";
import { Button } from "../../ui/button.tsx";
import { LeaveQuestion } from "../../ui/leave-question.tsx";
import { Page } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { editor as words } from "../../words/playbooks.ts";
import { DraftGraph, DraftSentences } from "./draft-picture.tsx";
import { EditorText } from "./editor-text.tsx";
import { HandInDialog } from "./hand-in-dialog.tsx";
import { PastPanel } from "./past-panel.tsx";
import { SimulatePanel, type Trial } from "./simulate-panel.tsx";
import { TestPanel } from "./test-panel.tsx";
import { useDraft } from "./use-draft.ts";
import { useTests } from "./use-tests.ts";

const PARTS = ["graph", "explain", "tests", "simulate", "past"] as const;

export function EditorBench({ title, ...begun }: { title: string; source: string; test: string }) {
  const draft = useDraft(begun);
  const tests = useTests(draft);
  const [{ part: asked, incident = "" }, setAddress] = useAddress();
  const [handing, setHanding] = useState(false);
  const [handed, setHanded] = useState(false);
  const [trial, setTrial] = useState<{ trial: Trial; times: number } | null>(null);
  const part = PARTS.find((key) => key === asked) ?? "graph";
  const name = draft.outline.data?.name ?? null;
  const ready = name !== null && !draft.checking;
  useKeys(words.keys.title, [
    ...(ready
      ? [{ keys: "mod+s", words: words.keys.submit, run: () => setHanding(true), always: true, asks: true }]
      : []),
  ]);
  const goThrough = (to: Trial) => {
    setTrial({ trial: to, times: (trial?.times ?? 0) + 1 });
    setAddress({ part: "simulate" }, { replace: true });
  };
  const contents = {
    graph: <DraftGraph draft={draft} />,
    explain: <DraftSentences draft={draft} />,
    tests: <TestPanel draft={draft} tests={tests} onTry={goThrough} />,
    simulate: (
      <SimulatePanel
        key={trial?.times}
        {...{ source: draft.source, graph: draft.graph, incident, trial: trial?.trial }}
        onResult={draft.setSimulation}
      />
    ),
    past: <PastPanel source={draft.source} />,
  };
  const actions = (
    <Button
      look="primary"
      keys="mod+s"
      disabled={!ready}
      icon={<Send className="size-3.5" aria-hidden />}
      onClick={() => setHanding(true)}
    >
      {words.submit}
    </Button>
  );
  return (
    <Page title={title} actions={actions}>
      <div className="flex min-h-0 flex-1 bg-panel max-lg:flex-col max-lg:overflow-y-auto">
        <EditorText draft={draft} />
        <div className="flex min-h-80 min-w-0 flex-1">
          <Tabs
            label={words.partsLabel}
            value={part}
            onChange={(to) => setAddress({ part: to }, { replace: true })}
            tabs={PARTS.map((key) => ({ key, title: words.parts[key], content: contents[key] }))}
          />
        </div>
      </div>
      <LeaveQuestion changed={draft.changed && !handed} />
      {handing && name !== null && (
        <HandInDialog name={name} draft={draft} onHanded={() => setHanded(true)} onClose={() => setHanding(false)} />
      )}
    </Page>
  );
}
