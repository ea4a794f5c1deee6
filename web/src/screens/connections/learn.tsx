/** A mapping proposed from what a connection received: looked at, and accepted by a person. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { GraduationCap } from "lucide-react";
import { useState } from "react";
import { stringify } from "yaml";
import type { Proposal } from "../../../../src/api/contract/source.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { addToast } from "../../ui/toast.tsx";
import { learning as words } from "../../words/connections.ts";

export function LearnButton({ name }: { name: string }) {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  if (!can(me, "postSourcesLearn") || !can(me, "postConnections")) return null;
  return (
    <>
      <Button icon={<GraduationCap className="size-3.5" aria-hidden />} onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      {open && <LearnDialog name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

function LearnDialog({ name, onClose }: { name: string; onClose(): void }) {
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ["proposal", name],
    queryFn: () => call<Proposal>("POST", "/v1/sources/learn", { connection: name }),
    retry: false,
    staleTime: 0,
  });
  const accept = useMutation({
    mutationFn: (settings: Proposal["settings"]) =>
      call("POST", "/v1/connections", { name, connector: "generic", settings }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["connections"] });
      addToast({ title: words.accepted });
      onClose();
    },
  });
  return (
    <ConfirmReversal
      open
      wide
      onClose={onClose}
      title={words.title(name)}
      reversal={words.reversal}
      verb={words.accept}
      disabled={data === undefined || data.missing.length > 0}
      busy={accept.isPending}
      error={accept.error === null ? "" : problemOf(accept.error).message}
      onConfirm={() => data !== undefined && accept.mutate(data.settings)}
      fields={
        <>
          {error !== null && <ErrorState error={error} />}
          {data === undefined && error === null && <Loading what={words.loading} lines={5} />}
          {data !== undefined && <Proposed proposal={data} />}
        </>
      }
    >
      {words.text}
    </ConfirmReversal>
  );
}

function Proposed({ proposal: { samples, fields, missing, heldOut, settings } }: { proposal: Proposal }) {
  return (
    <div className="flex flex-col gap-2 pb-2 text-sm">
      <p>{words.samples(samples)}</p>
      <table className="w-full text-left text-xs">
        <thead>
          <tr className="text-muted">
            {Object.values(words.columns).map((title) => (
              <th key={title} scope="col" className="py-1 pr-3 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, path, confidence, coverage }) => (
            <tr key={`${field} ${path}`} className="border-t border-line">
              <td className="py-1 pr-3">{field}</td>
              <td className="py-1 pr-3 font-mono">
                <Defanged text={path} />
              </td>
              <td className="py-1 pr-3 tabular-nums">{confidence.toFixed(2)}</td>
              <td className="py-1 tabular-nums">{Math.round(coverage * 100)} %</td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 && <p className="text-warn">{words.missing(missing.join(", "))}</p>}
      <p className="text-muted">{heldOut === null ? words.notTried : words.heldOut(heldOut.samples, heldOut.unread)}</p>
      <Code label={words.mapping} text={stringify(settings, { lineWidth: 0 })} />
    </div>
  );
}
