/** A playbook gone through with an incident of the past: its way, what it asked, how it ended. Nothing is touched. */
import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { PlaybookSimulation, SimulationRequest } from "../../../../src/api/contract/playbook-editor.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Flow } from "../../ui/flow.tsx";
import { editor } from "../../words/playbooks.ts";
import { GivenAnswers } from "./given-answers.tsx";
import { statesAt, wayOf } from "./halts.ts";
import { SimulationResult } from "./simulation-result.tsx";
import { type Answers, StepThrough } from "./step-through.tsx";
import { useOutline } from "./use-playbooks.ts";

const words = editor.simulate;

interface SimulatePanelProps {
  source: string;
  /** By its number; empty for none. */
  incident?: string;
  /** Halts first where it comes to this step; at its end otherwise. */
  halt?: string;
  /** With a picture of its own beside it. */
  picture?: boolean;
  /** What was gone through, for a picture that stands elsewhere. */
  onResult?(simulation: PlaybookSimulation): void;
}

/** Beyond each way: the halt where it ended. */
const AT_END = Number.MAX_SAFE_INTEGER;

export function SimulatePanel({ source, incident = "", halt = "", picture = false, onResult }: SimulatePanelProps) {
  const [number, setNumber] = useState(incident);
  const [answers, setAnswers] = useState<Answers>({});
  const [at, setAt] = useState(AT_END);
  const outline = useOutline(picture ? source : undefined);
  const ask = (more: Partial<SimulationRequest>) => {
    const asked = number.trim() === "" ? {} : { incident: number.trim() };
    const request = { source, answers, ...asked, ...more } as SimulationRequest;
    return call<PlaybookSimulation>("POST", "/v1/playbooks/simulate", request);
  };
  const go = useMutation({
    mutationFn: (given: Answers) => ask({ answers: given }),
    onSuccess: (simulation) => {
      const first = go.data === undefined ? wayOf(simulation).indexOf(halt) : -1;
      if (first >= 0) setAt(first);
      onResult?.(simulation);
    },
  });
  const goWith = (given: Answers, from: number) => {
    setAnswers(given);
    setAt(from);
    go.mutate(given);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    goWith(answers, AT_END);
  };
  const graph = outline.data?.graph ?? null;
  const { data: simulation } = go;
  return (
    <div className="flex h-full min-h-0 max-lg:flex-col">
      <div
        className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto"
        role="group"
        tabIndex={0}
        aria-label={words.run}
      >
        <form onSubmit={submit} className="flex items-end gap-3 border-b border-line px-4 py-2">
          <div className="w-full max-w-md">
            <TextField label={words.incident} hint={words.hint} value={number} onChange={setNumber} optional />
          </div>
          <Button
            type="submit"
            look="primary"
            className="mb-7"
            busy={go.isPending}
            icon={<Play className="size-3.5" aria-hidden />}
          >
            {words.run}
          </Button>
        </form>
        {go.error !== null && (
          <p role="alert" className="px-4 py-3 text-sm text-danger">
            {problemOf(go.error).message}
          </p>
        )}
        <GivenAnswers answers={answers} onTakeBack={(given) => goWith(given, at)} />
        {simulation !== undefined && (
          <SimulationResult simulation={simulation}>
            <StepThrough
              simulation={simulation}
              titles={new Map(graph?.nodes.map(({ id, label }) => [id, label]))}
              at={at}
              onMove={setAt}
              onAnswer={(step, answer) => goWith({ ...answers, [step]: answer }, at)}
              evaluate={(step, expression) => ask({ until: step, watch: [expression] })}
              busy={go.isPending}
            />
          </SimulationResult>
        )}
      </div>
      {graph !== null && (
        <div className="min-h-80 min-w-0 flex-1 border-line lg:border-l">
          <Flow label={words.passed} graph={graph} {...(simulation && litAt(simulation, at))} />
        </div>
      )}
    </div>
  );
}

/** The picture as it is at a halt, and which step that is. */
function litAt(simulation: PlaybookSimulation, at: number) {
  const way = wayOf(simulation);
  const place = Math.min(at, way.length - 1);
  return { states: statesAt(simulation, place), way: way.slice(0, place + 1), chosen: way[place] ?? "" };
}
