/** A playbook that is being written: its two texts, what the checker says of them, and the step that is looked at. */
import { useState } from "react";
import type { PlaybookSimulation } from "../../../../src/api/contract/playbook-editor.ts";
import { useSettled } from "../../ui/use-settled.ts";
import { stepAtLine } from "./step-at-line.ts";
import { useOutline } from "./use-playbooks.ts";

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
  const graph = data?.graph ?? null;
  return {
    ...{ source, test, file, setFile, setTest, go, setLine, graph, outline, simulation, setSimulation },
    setSource(to: string) {
      setSource(to);
      setSimulation(null);
    },
    findings: data?.findings ?? [],
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
