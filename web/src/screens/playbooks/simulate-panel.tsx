/** A playbook gone through with an incident of the past or a case of its tests: its way, what it asked, how it ended. Nothing is touched. */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type {
  PlaybookGraph,
  PlaybookSimulation,
  SimulationRequest,
} from "../../../../src/api/contract/playbook-editor.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Flow } from "../../ui/flow.tsx";
import { editor } from "../../words/playbooks.ts";
import { GivenAnswers } from "./given-answers.tsx";
import { statesAt, wayOf } from "./halts.ts";
import { SimulateForm } from "./simulate-form.tsx";
import { SimulationResult } from "./simulation-result.tsx";
import { type Answers, StepThrough } from "./step-through.tsx";
import { useOutline } from "./use-playbooks.ts";

const words = editor.simulate;

/** A case that is gone through at once, with what is answered otherwise. */
export interface Trial {
  test: { file: string; text: string };
  /** By its name. */
  case: string;
  answers: Answers;
  /** Halts first where it comes to this step; at its end when empty. */
  halt: string;
}

interface SimulatePanelProps {
  source: string;
  /** By its number; empty for none. */
  incident?: string;
  /** Instead of an incident. */
  trial?: Trial | null;
  /** Halts first where it comes to this step; at its end otherwise. */
  halt?: string;
  /** With a picture of its own beside it. */
  picture?: boolean;
  /** The picture that stands elsewhere, for what steps are called. */
  graph?: PlaybookGraph | null;
  /** What was gone through, for that picture. */
  onResult?(simulation: PlaybookSimulation): void;
}

/** Beyond each way: the halt where it ended. */
const AT_END = Number.MAX_SAFE_INTEGER;

export function SimulatePanel({ source, picture = false, graph: elsewhere = null, ...given }: SimulatePanelProps) {
  const outline = useOutline(picture ? source : undefined);
  const graph = outline.data?.graph ?? null;
  const { go, number, setNumber, written, setWritten, answers, at, setAt, goWith, ask } = useSimulation(source, given);
  const { data: simulation } = go;
  const titles = new Map((graph ?? elsewhere)?.nodes.map(({ id, label }) => [id, label]));
  return (
    <div className="flex h-full min-h-0 max-lg:flex-col">
      <div
        className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto"
        role="group"
        tabIndex={0}
        aria-label={words.run}
      >
        <SimulateForm
          {...{ number, busy: go.isPending, written: written?.case ?? null }}
          onIncident={() => setWritten(null)}
          onNumber={setNumber}
          onSubmit={() => goWith(answers, AT_END)}
        />
        {go.error !== null && (
          <p role="alert" className="px-4 py-3 text-sm text-danger">
            {problemOf(go.error).message}
          </p>
        )}
        <GivenAnswers answers={answers} onTakeBack={(rest) => goWith(rest, at)} />
        {simulation !== undefined && (
          <SimulationResult simulation={simulation} titles={titles}>
            <StepThrough
              simulation={simulation}
              titles={titles}
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

type Given = Pick<SimulatePanelProps, "incident" | "trial" | "halt" | "onResult">;

function useSimulation(source: string, { incident = "", trial = null, halt = "", onResult }: Given) {
  const [number, setNumber] = useState(incident);
  const [written, setWritten] = useState(trial);
  const [answers, setAnswers] = useState<Answers>(trial?.answers ?? {});
  const [at, setAt] = useState(AT_END);
  const from =
    written !== null
      ? { test: written.test, case: written.case }
      : number.trim() === ""
        ? {}
        : { incident: number.trim() };
  const ask = (more: Partial<SimulationRequest>) => {
    const request = { source, answers, ...from, ...more } as SimulationRequest;
    return call<PlaybookSimulation>("POST", "/v1/playbooks/simulate", request);
  };
  const go = useMutation({
    mutationFn: (given: Answers) => ask({ answers: given }),
    onSuccess: (simulation) => {
      const first = go.data === undefined ? wayOf(simulation).indexOf(trial?.halt || halt) : -1;
      if (first >= 0) setAt(first);
      onResult?.(simulation);
    },
  });
  const goWith = (given: Answers, to: number) => {
    setAnswers(given);
    setAt(to);
    go.mutate(given);
  };
  const begin = useRef(() => trial !== null && goWith(trial.answers, AT_END));
  useEffect(() => void begin.current(), []);
  return { ...{ go, number, setNumber, written, setWritten, answers, at, setAt }, ...{ goWith, ask } };
}

/** The picture as it is at a halt, and which step that is. */
function litAt(simulation: PlaybookSimulation, at: number) {
  const way = wayOf(simulation);
  const place = Math.min(at, way.length - 1);
  return { states: statesAt(simulation, place), way: way.slice(0, place + 1), chosen: way[place] ?? "" };
}
