/** Breakers: which playbooks ask before everything now, why, and how each is let go on. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Breaker } from "../../../../src/model/breaker.ts";
import { call, read } from "../../api/client.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { PlaybookName } from "../../ui/playbook-name.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { addToast } from "../../ui/toast.tsx";
import { breakers as words } from "../../words/containment.ts";
import { Thresholds } from "./thresholds.tsx";

export function BreakersPanel() {
  const { data, error, refetch } = useQuery({
    queryKey: ["breakers"],
    queryFn: async ({ signal }) => (await read<{ items: Breaker[] }>("/v1/breakers", { limit: 100 }, signal)).items,
    refetchInterval: 60_000,
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  const [open, before] = [
    data.filter(({ resetAt }) => resetAt === null),
    data.filter(({ resetAt }) => resetAt !== null),
  ];
  return (
    <>
      <p className="max-w-3xl px-4 pt-4 pb-1 text-sm text-muted">{words.text}</p>
      <Section title={words.open}>
        {open.length === 0 && <p className="text-sm">{words.none}</p>}
        <BreakerList breakers={open} />
      </Section>
      {before.length > 0 && (
        <Section title={words.before}>
          <BreakerList breakers={before} />
        </Section>
      )}
      <Thresholds />
    </>
  );
}

function BreakerList({ breakers }: { breakers: readonly Breaker[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {breakers.map((one) => (
        <li key={one.id} className="flex flex-wrap items-start gap-3 rounded-md border border-line px-3 py-2 text-sm">
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              <PlaybookName name={one.playbook} />{" "}
              <Badge tone={one.resetAt === null ? "danger" : "quiet"}>{words.causes[one.cause]}</Badge>
            </p>
            <p>
              <Defanged text={one.reason} />
            </p>
            <p className="text-xs text-muted">
              <Time at={one.openedAt} />
              {one.resetBy !== null && ` · ${words.resetBy(actorName(one.resetBy), one.resetReason ?? "")}`}
            </p>
          </div>
          {one.resetAt === null && <ResetButton playbook={one.playbook} />}
        </li>
      ))}
    </ul>
  );
}

function ResetButton({ playbook }: { playbook: string }) {
  const title = usePlaybookTitle();
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const client = useQueryClient();
  const reset = useMutation({
    mutationFn: (reason: string) => call<Breaker>("POST", "/v1/breakers/reset", { playbook, reason }),
    onSuccess: () => addToast({ title: words.resetDone, text: title(playbook) }),
    onError: (error) => addToast({ tone: "bad", title: problemOf(error).title, text: problemOf(error).message }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["breakers"] });
      setAsked(false);
    },
  });
  if (!can(me, "postBreakersReset")) return null;
  return (
    <>
      <Button onClick={() => setAsked(true)}>{words.reset}</Button>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.resetTitle(title(playbook))}
        reversal={words.resetReversal}
        verb={words.reset}
        reasonLabel={words.reason}
        busy={reset.isPending}
        onConfirm={(reason) => reset.mutate(reason)}
      >
        {words.resetText}
      </ConfirmReversal>
    </>
  );
}
