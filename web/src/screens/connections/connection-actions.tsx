/** What is done with a connection: tested, paused, stopped, taken out of use. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FlaskConical, OctagonX, Pause, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ConnectionView } from "../../../../src/api/contract/connection.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { addToast } from "../../ui/toast.tsx";
import { connections as words } from "../../words/connections.ts";
import type { Whole } from "./use-connections.ts";

export function ConnectionActions({ whole: { view, frozen } }: { whole: Whole }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState<"freeze" | "remove" | null>(null);
  const close = () => setAsked(null);
  const { test, pause, freeze, remove } = useWork(view, close);
  const paused = typeof view.polling?.pausedAt === "string";
  return (
    <div className="flex flex-wrap gap-1.5">
      {can(me, "postConnectionsNameTest") && (
        <Button
          icon={<FlaskConical className="size-3.5" aria-hidden />}
          busy={test.isPending}
          onClick={() => test.mutate()}
        >
          {words.test}
        </Button>
      )}
      {view.polling !== null && can(me, "postConnectionsNamePause") && (
        <Button
          icon={paused ? <Play className="size-3.5" aria-hidden /> : <Pause className="size-3.5" aria-hidden />}
          busy={pause.isPending}
          onClick={() => pause.mutate(paused ? "resume" : "pause")}
        >
          {paused ? words.resume : words.pause}
        </Button>
      )}
      {!frozen && can(me, "postFreezes") && (
        <Button icon={<OctagonX className="size-3.5" aria-hidden />} onClick={() => setAsked("freeze")}>
          {words.freeze}
        </Button>
      )}
      {can(me, "deleteConnectionsName") && (
        <Button look="quiet" icon={<Trash2 className="size-3.5" aria-hidden />} onClick={() => setAsked("remove")}>
          {words.remove}
        </Button>
      )}
      <ConfirmReversal
        open={asked === "freeze"}
        onClose={close}
        title={words.freezeTitle(view.name)}
        reversal={words.freezeReversal}
        verb={words.freeze}
        reasonLabel={words.why}
        busy={freeze.isPending}
        onConfirm={(reason) => freeze.mutate(reason)}
      >
        {words.freezeText}
      </ConfirmReversal>
      <ConfirmReversal
        open={asked === "remove"}
        onClose={close}
        title={words.removeTitle(view.name)}
        reversal={words.removeReversal}
        verb={words.remove}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {words.removeText}
      </ConfirmReversal>
    </div>
  );
}

function useWork({ name }: ConnectionView, onDone: () => void) {
  const client = useQueryClient();
  const [, setAddress] = useAddress();
  const path = `/v1/connections/${name}` as const;
  const common = {
    onError: (error: unknown) =>
      addToast({ tone: "bad", title: problemOf(error).title, text: problemOf(error).message }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["connections"] });
      void client.invalidateQueries({ queryKey: ["freezes"] });
      onDone();
    },
  };
  const test = useMutation({
    ...common,
    mutationFn: () => call<ConnectionView>("POST", `${path}/test`),
    onSuccess: ({ health }) =>
      addToast(
        health?.ok === true
          ? { title: words.tested.ok, text: health.message }
          : { tone: "bad", title: words.tested.bad, text: health?.message },
      ),
  });
  const pause = useMutation({
    ...common,
    mutationFn: (verb: "pause" | "resume") => call("POST", `${path}/${verb}`),
    onSuccess: (_, verb) => addToast({ title: verb === "pause" ? words.pauseDone : words.resumeDone }),
  });
  const freeze = useMutation({
    ...common,
    mutationFn: (reason: string) => call("POST", "/v1/freezes", { scope: "connection", name, reason }),
    onSuccess: () => addToast({ title: words.frozenDone }),
  });
  const remove = useMutation({
    ...common,
    mutationFn: () => call("DELETE", path),
    onSuccess: () => {
      addToast({ title: words.removed, text: name });
      setAddress({ id: "" });
    },
  });
  return { test, pause, freeze, remove };
}
