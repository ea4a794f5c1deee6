/** Who is asked in whose place now, and how that ends. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { DelegationList } from "../../../../src/api/contract/on-call.ts";
import { call, read } from "../../api/client.ts";
import { may, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Time } from "../../ui/time.tsx";
import { addToast } from "../../ui/toast.tsx";
import { delegation as words } from "../../words/approvals.ts";

export function Delegations() {
  const { data: me } = useMe();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ["delegations"],
    queryFn: ({ signal }) => read<DelegationList>("/v1/delegations", {}, signal),
  });
  const end = useMutation({
    mutationFn: (person: string) => call("POST", "/v1/delegations/end", { person }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["delegations"] });
      addToast({ title: words.ended });
    },
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-label={words.now} className="mt-3 border-t border-line pt-2">
      <h3 className="text-xs font-semibold text-muted">{words.now}</h3>
      <ul>
        {data.items.map(({ id, person, to, until }) => (
          <li key={id} className="flex min-h-8 items-center gap-2">
            <span className="flex-1">
              {words.line(person, to)} · <Time at={until} />
            </span>
            {(person === me?.person || may(me, "admin")) && (
              <Button look="quiet" busy={end.isPending} onClick={() => end.mutate(person)}>
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
