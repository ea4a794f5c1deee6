/** Lets a run that needs somebody go on from the step that is looked at; what took hold is not done again. */
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import type { RunDetail } from "../../../../src/api/contract/run.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { run as words } from "../../words/runs.ts";

/** Steps that ask the world or somebody for something; the others follow from them. */
const ASKING = new Set(["action", "form", "wait-for"]);

export function RerunButton({ run, step, kind, title }: { run: RunDetail; step: string; kind: string; title: string }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  const close = () => setAsked(false);
  const rerun = useChange<RunDetail>({
    send: () => call("POST", `/v1/runs/${run.id}/rerun`, { from: step, reason: reason.trim() }),
    touches: ["run", "runs", "incident"],
    said: () => words.resume.done,
    after: close,
  });
  const left = run.status === "failed" || run.status === "cancelled" || run.outcome === "handoff";
  if (run.shadow || !left || !ASKING.has(kind) || !can(me, "postRunsIdRerun")) return null;
  return (
    <>
      <Button icon={<RotateCcw className="size-3.5" aria-hidden />} onClick={() => setAsked(true)}>
        {words.rerun.button}
      </Button>
      {asked && (
        <FormDialog
          title={words.rerun.title(title)}
          description={words.rerun.does}
          verb={words.rerun.verb}
          busy={rerun.isPending}
          disabled={reason.trim() === ""}
          error={rerun.error}
          onSubmit={() => rerun.mutate()}
          onClose={close}
        >
          <TextField label={words.rerun.reason} value={reason} onChange={setReason} maxLength={2_000} autoFocus />
        </FormDialog>
      )}
    </>
  );
}
