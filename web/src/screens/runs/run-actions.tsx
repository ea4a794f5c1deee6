/** What can be done with a run: end it, let it go on, go through its playbook with its incident and nothing touched. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FlaskConical, RotateCcw, Square } from "lucide-react";
import { useState } from "react";
import type { RunDetail } from "../../../../src/api/contract/run.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { addToast } from "../../ui/toast.tsx";
import { run as words } from "../../words/runs.ts";
import { useIncident } from "../incident/incident-detail.ts";

export function RunActions({ run }: { run: RunDetail }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const cancel = useRunMove(run.id, "cancel", words.cancel.done, () => setAsked(false));
  const resume = useRunMove(run.id, "resume", words.resume.done, () => {});
  const { status, shadow, playbook, playbookVersion, incidentId } = run;
  const { data: incident } = useIncident(incidentId);
  const ended = status === "done" || status === "failed" || status === "cancelled";
  const resumed = !shadow && (status === "waiting" || status === "failed" || status === "cancelled");
  const [{ step = "" }] = useAddress();
  const search = {
    tab: "trial",
    step,
    version: String(playbookVersion),
    incident: String(incident?.number ?? incidentId),
  };
  return (
    <>
      {can(me, "postPlaybooksSimulate") && (
        <ScreenLink to={`/playbooks/${playbook}`} search={search} button className="max-md:hidden">
          <FlaskConical className="size-3.5" aria-hidden />
          {words.simulate}
        </ScreenLink>
      )}
      {resumed && can(me, "postRunsIdResume") && (
        <Button
          icon={<RotateCcw className="size-3.5" aria-hidden />}
          busy={resume.isPending}
          onClick={() => resume.mutate()}
        >
          {status === "waiting" ? words.resume.wake : words.resume.restart}
        </Button>
      )}
      {!ended && can(me, "postRunsIdCancel") && (
        <Button icon={<Square className="size-3.5" aria-hidden />} onClick={() => setAsked(true)}>
          {words.cancel.button}
        </Button>
      )}
      {asked && (
        <ConfirmReversal
          open
          onClose={() => setAsked(false)}
          title={words.cancel.title}
          reversal={words.cancel.reversal}
          verb={words.cancel.verb}
          busy={cancel.isPending}
          error={cancel.error === null ? "" : problemOf(cancel.error).message}
          onConfirm={() => cancel.mutate()}
        >
          {words.cancel.does}
        </ConfirmReversal>
      )}
    </>
  );
}

function useRunMove(id: string, verb: "cancel" | "resume", done: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<RunDetail>("POST", `/v1/runs/${id}/${verb}`),
    onSuccess: () => {
      addToast({ title: done });
      onDone();
    },
    onError: (error) => verb === "resume" && addToast({ title: problemOf(error).message, tone: "bad" }),
    onSettled: () => void client.invalidateQueries({ queryKey: ["run", id] }),
  });
}
