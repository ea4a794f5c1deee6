/** One message that could not be read. */
import { useQuery } from "@tanstack/react-query";
import type { QuarantineDetail as Detail } from "../../../../src/api/contract/alert.ts";
import { read } from "../../api/client.ts";
import { useAddress } from "../../app/address.ts";
import { Code } from "../../ui/code.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { quarantine as words } from "../../words/connections.ts";
import { HeldActions } from "./held-actions.tsx";

export function QuarantineDetail({ id }: { id: string }) {
  const [, setAddress] = useAddress();
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
      {data.status === "held" && (
        <footer className="flex justify-end gap-2 border-t border-line bg-panel px-4 py-2.5">
          <HeldActions id={id} onSettled={() => setAddress({ id: "" }, { replace: true })} />
        </footer>
      )}
    </>
  );
}
