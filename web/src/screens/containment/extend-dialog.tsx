/** Until when a containment is to last, counted from now; the end before is a press away. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Lease } from "../../../../src/model/effect.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { addToast } from "../../ui/toast.tsx";
import { containment as words } from "../../words/containment.ts";
import { times } from "../../words/times.ts";
import { ui } from "../../words/ui.ts";

const HOUR_MS = 3_600_000;

export function ExtendDialog({ lease, onClose }: { lease: Lease; onClose(): void }) {
  const [hours, setHours] = useState<keyof typeof words.spans>("24");
  const extend = useExtend(lease, onClose);
  const until = () => new Date(Date.now() + Number(hours) * HOUR_MS).toISOString();
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.extendTitle}
      description={words.extendHint}
      actions={
        <>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button look="primary" busy={extend.isPending} onClick={() => extend.mutate(until())}>
            {words.extend}
          </Button>
        </>
      }
    >
      <SelectField
        label={words.facts.until}
        value={hours}
        onChange={(to) => setHours(to)}
        options={optionsOf(words.spans)}
        hint={times.exact(until())}
      />
      {extend.error !== null && (
        <p role="alert" className="text-sm text-danger">
          {problemOf(extend.error).message}
        </p>
      )}
    </Dialog>
  );
}

function useExtend({ id, expiresAt }: Lease, onDone: () => void) {
  const client = useQueryClient();
  const move = async (until: string) => {
    const after = await call<Lease>("POST", `/v1/containment/${id}/extend`, { until });
    client.setQueryData(["lease", id], after);
    void client.invalidateQueries({ queryKey: ["containment"] });
  };
  return useMutation({
    mutationFn: move,
    onSuccess: () => {
      addToast({
        title: words.extended,
        undo: () =>
          void move(expiresAt).catch((error) =>
            addToast({ tone: "bad", title: problemOf(error).title, text: problemOf(error).message }),
          ),
      });
      onDone();
    },
  });
}
