/** A playbook that is being written: its two texts, what the checker says of them, and the step that is looked at. */
import { useState } from "react";
import type { PlaybookOutline, PlaybookSimulation } from "../../../../src/api/contract/playbook-editor.ts";
import { useSettled } from "../../ui/use-settled.ts";
import { stepAtLine } from "./step-at-line.ts";
import { useOutline } from "./use-playbooks.ts";

const NONE: never[] = [];

export type DraftFile = "text" | "cases";

export function useDraft(begun: { source: string; test: string }) {
  const [source, setSource] = useState(begun.source);
  const [test, setTest] = useState(begun.test);
  const [file, setFile] = useState<DraftFile>("text");
  const [line, setLine] = useState(0);
  const [go, setGo] = useState<{ line: number } | null>(null);
  const [simulation, setSimulation] = useState<PlaybookSimulation | null>(null);
  const settled = useSettled(source);
  const outline = useOutline(settled, { writing: true });
  const { data } = outline;
  // While the text has errors, the picture of the last one without stays.
  const [sound, setSound] = useState<PlaybookOutline | null>(null);
  if (data?.ok === true && data !== sound) setSound(data);
  const graph = sound?.graph ?? null;
  return {
    ...{ source, test, file, setFile, setTest, go, setLine, graph, outline, simulation, setSimulation },
    setSource(to: string) {
      setSource(to);
      setSimulation(null);
    },
    findings: data?.findings ?? NONE,
    /** The sentences of the picture. */
    sentences: sound?.text ?? null,
    /** The picture is of an earlier text. */
    stale: data?.ok === false,
    changed: source !== begun.source || test !== begun.test,
    checking: settled !== source || outline.isFetching,
    chosen: graph === null ? "" : stepAtLine(graph, line),
    goTo(to: number) {
      setFile("text");
      setGo({ line: to });
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;
