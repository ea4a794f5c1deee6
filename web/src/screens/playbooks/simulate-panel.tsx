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
import { SimulationResult } from "./simulation-result.tsx";
import { statesOfSimulation } from "./simulation-states.ts";
import { useOutline } from "./use-playbooks.ts";

const words = editor.simulate;

interface SimulatePanelProps {
  source: string;
  /** By its number; empty for none. */
  incident?: string;
  /** With a picture of its own beside it. */
  picture?: boolean;
  /** What was gone through, for a picture that stands elsewhere. */
  onResult?(simulation: PlaybookSimulation): void;
}

export function SimulatePanel({ source, incident = "", picture = false, onResult }: SimulatePanelProps) {
  const [number, setNumber] = useState(incident);
  const outline = useOutline(picture ? source : undefined);
  const go = useMutation({
    mutationFn: () => {
      const asked = number.trim() === "" ? {} : { incident: number.trim() };
      return call<PlaybookSimulation>("POST", "/v1/playbooks/simulate", {
        source,
        ...asked,
      } satisfies SimulationRequest);
    },
    onSuccess: (simulation) => onResult?.(simulation),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go.mutate();
  };
  const graph = outline.data?.graph ?? null;
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
        {go.data !== undefined && <SimulationResult simulation={go.data} />}
      </div>
      {graph !== null && (
        <div className="min-h-80 min-w-0 flex-1 border-line lg:border-l">
          <Flow
            label={words.passed}
            graph={graph}
            {...(go.data && { states: statesOfSimulation(go.data), way: go.data.passed })}
          />
        </div>
      )}
    </div>
  );
}
