/** What can be done about one containment in force: let it last longer, or end it now. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CalendarClock, LockOpen } from "lucide-react";
import { useState } from "react";
import type { Lease } from "../../../../src/model/effect.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { useKeys } from "../../app/keys.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { addToast } from "../../ui/toast.tsx";
import { containment as words } from "../../words/containment.ts";
import { ui } from "../../words/ui.ts";
import { ExtendDialog } from "./extend-dialog.tsx";

export function LeaseActions({ lease, title }: { lease: Lease; title: string }) {
  const { data: me } = useMe();
  const titleOf = useCapabilityTitle();
  const [asked, setAsked] = useState<Act | null>(null);
  const close = () => setAsked(null);
  const release = useRelease(lease, close);
  const open = lease.status === "active" || lease.status === "releasing";
  const mayRelease = open && can(me, "postContainmentIdRelease");
  const mayExtend = lease.status === "active" && can(me, "postContainmentIdExtend");
  useKeys(words.title, [
    ...(mayExtend ? [{ keys: "e", words: words.keys.extend, run: () => setAsked("extend"), asks: true }] : []),
    ...(mayRelease ? [{ keys: "r", words: words.keys.release, run: () => setAsked("release"), asks: true }] : []),
  ]);
  const may = { extend: mayExtend, release: mayRelease };
  // What was about to be done while it ended is said in the dialog: it would vanish otherwise, as if it had been done.
  if (asked !== null && !may[asked] && !release.isPending) return <TooLate lease={lease} onClose={close} />;
  return (
    <>
      <Buttons {...may} onAsk={setAsked} />
      {asked === "extend" && <ExtendDialog lease={lease} onClose={close} />}
      <ConfirmReversal
        open={asked === "release"}
        onClose={close}
        title={words.releaseTitle(`${title}, ${lease.entityKey}`)}
        reversal={words.releaseReversal}
        verb={words.release}
        busy={release.isPending}
        onConfirm={() => release.mutate()}
      >
        {words.releaseText(titleOf(lease.reversal), lease.connection)}
      </ConfirmReversal>
    </>
  );
}

type Act = "extend" | "release";

function Buttons({ onAsk, ...may }: Record<Act, boolean> & { onAsk(act: Act): void }) {
  if (!may.extend && !may.release) return null;
  return (
    <footer className="flex justify-end gap-2 border-t border-line bg-panel px-4 py-2.5">
      {may.extend && (
        <Button
          keys="e"
          icon={<CalendarClock className="size-3.5" aria-hidden />}
          className="max-md:h-10 max-md:flex-1"
          onClick={() => onAsk("extend")}
        >
          {words.extend}
        </Button>
      )}
      {may.release && (
        <Button
          look="danger"
          keys="r"
          icon={<LockOpen className="size-3.5" aria-hidden />}
          className="max-md:h-10 max-md:flex-1"
          onClick={() => onAsk("release")}
        >
          {words.release}
        </Button>
      )}
    </footer>
  );
}

function TooLate({ lease, onClose }: { lease: Lease; onClose(): void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.lateTitle}
      description={<EntityName type={lease.entityType} name={lease.entityKey} />}
      actions={<Button onClick={onClose}>{ui.close}</Button>}
    >
      <p role="alert" className="rounded-md bg-sunken p-2.5 text-sm">
        {words.late[lease.status]}
      </p>
    </Dialog>
  );
}

function useRelease({ id }: Lease, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<Lease>("POST", `/v1/containment/${id}/release`),
    onSuccess: (after) => {
      client.setQueryData(["lease", id], after);
      void client.invalidateQueries({ queryKey: ["containment"] });
      addToast({ title: words.released });
      onDone();
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey: ["lease", id] });
      addToast({ tone: "bad", title: problemOf(error).title, text: problemOf(error).message });
      onDone();
    },
  });
}
