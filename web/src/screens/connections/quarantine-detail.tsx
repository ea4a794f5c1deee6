/** One message that could not be read. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import type { QuarantineDetail as Detail } from "../../../../src/api/contract/alert.ts";
import type { IngestReceipt } from "../../../../src/api/contract/ingest.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { Button } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { addToast } from "../../ui/toast.tsx";
import { quarantine as words } from "../../words/connections.ts";

export function QuarantineDetail({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["quarantined", id],
    queryFn: ({ signal }) => read<Detail>(`/v1/quarantine/${id}`, {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto" role="group" tabIndex={0} aria-label={words.message}>
        <Section title={words.reason}>
          <p className="mb-2 text-sm font-medium">
            <Defanged text={data.reason} />
          </p>
          <Facts
            facts={[
              { name: words.connection, value: data.connection },
              { name: words.code, value: data.code },
              { name: words.document, value: data.position + 1 },
              { name: words.at, value: <Time at={data.at} /> },
            ]}
          />
        </Section>
        <Section title={words.message}>
          {data.raw === null ? words.gone : <Code label={words.message} text={data.raw.text} />}
          {data.raw?.truncated === true && <p className="mt-1 text-xs text-muted">{words.truncated}</p>}
        </Section>
      </div>
      {data.status === "held" && <Actions id={id} />}
    </>
  );
}

function Actions({ id }: { id: string }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const { replay, discard } = useSettling(id, () => setAsked(false));
  if (!can(me, "postQuarantineIdReplay")) return null;
  return (
    <footer className="flex justify-end gap-2 border-t border-line bg-panel px-4 py-2.5">
      <Button onClick={() => setAsked(true)}>{words.discard}</Button>
      <Button
        look="primary"
        icon={<RotateCcw className="size-3.5" aria-hidden />}
        busy={replay.isPending}
        onClick={() => replay.mutate()}
      >
        {words.replay}
      </Button>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.discardTitle}
        reversal={null}
        verb={words.discard}
        busy={discard.isPending}
        onConfirm={() => discard.mutate()}
      >
        {words.discardText}
      </ConfirmReversal>
    </footer>
  );
}

function useSettling(id: string, onDone: () => void) {
  const client = useQueryClient();
  const [, setAddress] = useAddress();
  const common = {
    onError: (error: unknown) =>
      addToast({ tone: "bad", title: problemOf(error).title, text: problemOf(error).message }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["quarantine"] });
      void client.invalidateQueries({ queryKey: ["connections"] });
      setAddress({ id: "" }, { replace: true });
      onDone();
    },
  };
  const replay = useMutation({
    ...common,
    mutationFn: () => call<IngestReceipt>("POST", `/v1/quarantine/${id}/replay`),
    onSuccess: ({ accepted, duplicates, quarantined: held }) =>
      addToast(
        held.length > 0
          ? { tone: "bad", title: words.stillHeld, text: held[0]?.reason }
          : { title: words.replayed(accepted, duplicates) },
      ),
  });
  const discard = useMutation({
    ...common,
    mutationFn: () => call("POST", `/v1/quarantine/${id}/discard`),
    onSuccess: () => addToast({ title: words.discarded }),
  });
  return { replay, discard };
}
