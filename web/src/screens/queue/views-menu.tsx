/** Views: the few that everybody has, those that were saved, and saving one. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Trash2, Users } from "lucide-react";
import { useState } from "react";
import type { SavedView } from "../../../../src/api/contract/query.ts";
import { call, read } from "../../api/client.ts";
import { useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem, MenuLabel, MenuLine } from "../../ui/menu.tsx";
import { addToast } from "../../ui/toast.tsx";
import { queue } from "../../words/queue.ts";
import { sayable } from "../incident/edits/incident-edits.ts";
import type { QueueSearch, SearchChange } from "./queue-search.ts";
import { SaveViewDialog } from "./save-view-dialog.tsx";

export function ViewsMenu({ search, onSearch }: { search: QueueSearch; onSearch(to: SearchChange): void }) {
  const { data: me } = useMe();
  const [saving, setSaving] = useState(false);
  const { data } = useQuery({
    queryKey: ["views", "incidents"],
    queryFn: ({ signal }) => read<{ items: SavedView[] }>("/v1/views", { kind: "incidents" }, signal),
  });
  const remove = useRemove();
  const saved = data?.items ?? [];
  const active = saved.find(({ name }) => name === search.view);
  const { builtIn } = queue;
  const trigger = <Button icon={<Bookmark className="size-3.5" aria-hidden />}>{active?.name ?? queue.views}</Button>;
  return (
    <>
      <Menu label={queue.views} trigger={trigger}>
        <MenuItem onSelect={() => onSearch(() => ({}))}>{builtIn.open}</MenuItem>
        <MenuItem onSelect={() => onSearch(() => ({ owner: me?.person ?? "" }))}>{builtIn.mine}</MenuItem>
        <MenuItem onSelect={() => onSearch(() => ({ filter: 'owner == ""' }))}>{builtIn.unowned}</MenuItem>
        <MenuItem onSelect={() => onSearch(() => ({ show: "all" }))}>{builtIn.all}</MenuItem>
        {saved.length > 0 && <MenuLine />}
        {saved.length > 0 && <MenuLabel>{queue.views}</MenuLabel>}
        {saved.map((view) => (
          <MenuItem
            key={view.id}
            icon={view.shared ? <Users className="size-3.5 text-muted" aria-hidden /> : undefined}
            onSelect={() => onSearch(() => ({ view: view.name, sort: view.sort }))}
          >
            {view.name}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem onSelect={() => setSaving(true)}>{queue.saveView}</MenuItem>
        {active !== undefined && (
          <MenuItem
            danger
            icon={<Trash2 className="size-3.5" aria-hidden />}
            onSelect={() => remove.mutate(active, { onSuccess: () => onSearch(() => ({})) })}
          >
            {queue.deleteView(active.name)}
          </MenuItem>
        )}
      </Menu>
      {saving && <SaveViewDialog search={search} onClose={() => setSaving(false)} />}
    </>
  );
}

/** A deleted view comes back as it was. */
function useRemove() {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["views"] });
  return useMutation({
    mutationFn: ({ id }: SavedView) => call("DELETE", `/v1/views/${id}`),
    onSuccess: (_done, { name, kind, shared, filter, q, columns, sort }) => {
      const undo = () =>
        void call("POST", "/v1/views", { name, kind, shared, filter, q, columns, sort }).then(
          () => {
            addToast({ title: queue.viewBack(name) });
            return refresh();
          },
          (error) => addToast({ ...sayable(error), tone: "bad" }),
        );
      addToast({ title: queue.viewDeleted(name), undo });
      return refresh();
    },
    onError: (error) => addToast({ ...sayable(error), tone: "bad" }),
  });
}
