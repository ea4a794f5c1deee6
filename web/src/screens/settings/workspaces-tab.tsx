/** The workspaces that one sees to, and who may do what in each. */
import { useQuery } from "@tanstack/react-query";
import type { WorkspaceList } from "../../../../src/api/contract/workspace.ts";
import { read } from "../../api/client.ts";
import { useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { Badge } from "../../ui/badge.tsx";
import { ListDetail } from "../../ui/list-detail.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { workspaces as words } from "../../words/workspaces.ts";
import { MakeWorkspace } from "./make-workspace.tsx";
import { WorkspaceDetail } from "./workspace-detail.tsx";

export function WorkspacesTab() {
  const [{ id = "" }, setAddress] = useAddress();
  const { data: me } = useMe();
  const { data, error, refetch } = useQuery({
    queryKey: ["workspaces"],
    queryFn: ({ signal }) => read<WorkspaceList>("/v1/workspaces", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  // Whoever does not see the first one sees to their own alone, and makes none.
  const mayMake = data.items.some(({ id, first }) => first && id === me?.workspace.id);
  return (
    <div className="flex h-full min-h-0">
      <ListDetail
        label={words.list}
        head={
          mayMake && (
            <div className="border-b border-line px-4 py-2">
              <MakeWorkspace onMade={(made) => setAddress({ id: made })} />
            </div>
          )
        }
        rows={data.items}
        rowKey={(one) => one.id}
        chosen={id}
        onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
        row={(one) => (
          <span className="flex items-center gap-2">
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{one.name}</span>
              <span className="block truncate text-xs text-muted">{words.people(one.people)}</span>
            </span>
            {one.id === me?.workspace.id && <Badge tone="good">{words.here}</Badge>}
          </span>
        )}
        detail={(chosen) => {
          const found = data.items.find((one) => one.id === chosen);
          return found === undefined ? (
            <EmptyState title={words.gone}>{words.goneHint}</EmptyState>
          ) : (
            <WorkspaceDetail key={chosen} workspace={found} />
          );
        }}
      />
    </div>
  );
}
