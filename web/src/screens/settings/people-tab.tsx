/** The people of the workspace. */
import { useQuery } from "@tanstack/react-query";
import type { PersonList } from "../../../../src/api/contract/person.ts";
import { read } from "../../api/client.ts";
import { useAddress } from "../../app/address.ts";
import { ListDetail } from "../../ui/list-detail.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { roles as roleWords } from "../../words/scales.ts";
import { people as words } from "../../words/settings.ts";
import { InviteButton } from "./invite-button.tsx";
import { PersonDetail } from "./person-detail.tsx";
import { PersonStatus } from "./person-status.tsx";

export function PeopleTab() {
  const [{ id = "" }, setAddress] = useAddress();
  const { data, error, refetch } = useQuery({
    queryKey: ["people"],
    queryFn: ({ signal }) => read<PersonList>("/v1/people", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  return (
    <div className="flex h-full min-h-0">
      <ListDetail
        label={words.list}
        head={
          <div className="border-b border-line px-4 py-2">
            <InviteButton />
          </div>
        }
        rows={data.items}
        rowKey={({ name }) => name}
        chosen={id}
        onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
        row={({ name, roles, status }) => (
          <span className="flex items-center gap-2">
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{name}</span>
              <span className="block truncate text-xs text-muted">
                {roles.map((role) => roleWords[role]).join(", ")}
              </span>
            </span>
            <PersonStatus status={status} />
          </span>
        )}
        detail={(name) => {
          const found = data.items.find((one) => one.name === name);
          return found === undefined ? (
            <EmptyState title={words.gone(name)}>{words.goneHint}</EmptyState>
          ) : (
            <PersonDetail key={name} person={found} />
          );
        }}
      />
    </div>
  );
}
