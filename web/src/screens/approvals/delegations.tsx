/** Who is asked in whose place now, and how that ends. */
import { useQuery } from "@tanstack/react-query";
import type { DelegationList } from "../../../../src/api/contract/on-call.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { may, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Time } from "../../ui/time.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { delegation as words } from "../../words/approvals.ts";

/** `onEnded`: the message that takes it back is in nobody's way then. */
export function Delegations({ onEnded }: { onEnded(): void }) {
  const { data: me } = useMe();
  const { data } = useQuery({
    queryKey: ["delegations"],
    queryFn: ({ signal }) => read<DelegationList>("/v1/delegations", {}, signal),
  });
  const end = useChange<unknown, DelegationList["items"][number]>({
    send: ({ person }) => call("POST", "/v1/delegations/end", { person }),
    touches: ["delegations"],
    said: (_, { person }) => words.ended(person),
    undo: (_, { person, to, until }) => call("POST", "/v1/delegations", { person, to, until }),
    after: onEnded,
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-label={words.now} className="mt-3 border-t border-line pt-2">
      <h3 className="text-xs font-semibold text-muted">{words.now}</h3>
      <ul>
        {data.items.map((one) => (
          <li key={one.id} className="flex min-h-8 items-center gap-2">
            <span className="flex-1">
              {words.line(one.person, one.to)} · <Time at={one.until} />
            </span>
            {(one.person === me?.person || may(me, "admin")) && (
              <Button
                look="quiet"
                aria-label={words.endLabel(one.person, one.to)}
                busy={end.isPending}
                onClick={() => end.mutate(one)}
              >
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Wrong error={end.error} />
    </section>
  );
}
