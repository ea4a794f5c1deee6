/** What a text would have done with the incidents of the past, beside the version in force. */
import { History } from "lucide-react";
import { useState } from "react";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { Progress } from "../../ui/states.tsx";
import { past as words } from "../../words/playbooks.ts";
import { PastIncidents } from "./past-incidents.tsx";
import { PastSum } from "./past-sum.tsx";
import { usePast } from "./use-past.ts";

type Days = keyof typeof words.spans;

export function PastPanel({ source }: { source: string }) {
  const [days, setDays] = useState<Days>("30");
  const { told, begin, stop } = usePast(source);
  const running = told?.state === "running";
  return (
    <div>
      <div className="border-b border-line px-4 py-2">
        <div className="flex items-end gap-3">
          <div className="w-44">
            <SelectField<Days> label={words.since} value={days} options={optionsOf(words.spans)} onChange={setDays} />
          </div>
          <Button
            look="primary"
            className="mb-2"
            busy={running}
            icon={<History className="size-3.5" aria-hidden />}
            onClick={() => begin(Number(days))}
          >
            {words.run}
          </Button>
        </div>
        <p className="text-xs text-muted">{words.hint}</p>
      </div>
      {running && (
        <div className="px-4 py-3">
          <Progress label={words.progress} done={told.done} of={Math.max(told.total, 1)} onStop={stop} />
        </div>
      )}
      {told !== null && told.error !== null && (
        <p role="alert" className="px-4 py-3 text-sm text-danger">
          {problemOf(told.error).message}
        </p>
      )}
      {told?.state === "stopped" && <p className="px-4 py-2 text-sm text-muted">{words.stopped}</p>}
      {told?.state === "broken-off" && told.error === null && (
        <p className="px-4 py-2 text-sm text-warn">{words.brokenOff}</p>
      )}
      {told?.sum != null && <PastSum sum={told.sum} />}
      {told !== null && told.incidents.length > 0 && <PastIncidents incidents={told.incidents} />}
    </div>
  );
}
