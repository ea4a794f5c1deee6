/** Where one works, and the way to one's other workspaces; for whoever works in one alone there is nothing to choose. */
import { Building2, Check, ChevronsUpDown } from "lucide-react";
import { useMe } from "../api/session.ts";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { shell } from "../words/shell.ts";
import { useGoTo } from "./go-to-workspace.ts";

const { places } = shell;

export function WorkspaceMenu() {
  const { data: me } = useMe();
  const go = useGoTo();
  if (me === undefined || me.workspaces.length < 2) return null;
  const { workspace, workspaces } = me;
  return (
    <Menu
      label={places.menu}
      trigger={
        <button
          type="button"
          aria-label={places.current(workspace.name)}
          className="flex h-7 items-center gap-2 rounded-md border border-line bg-panel px-2 text-sm font-medium hover:bg-hover"
        >
          <Building2 className="size-3.5 shrink-0 text-muted" aria-hidden />
          <span className="min-w-0 flex-1 truncate text-left">{workspace.name}</span>
          <ChevronsUpDown className="size-3.5 shrink-0 text-muted" aria-hidden />
        </button>
      }
    >
      {workspaces.map(({ id, name }) => (
        <MenuItem
          key={id}
          disabled={id === workspace.id}
          icon={id === workspace.id ? <Check className="size-3.5" aria-hidden /> : <span className="size-3.5" />}
          onSelect={() => go(id)}
        >
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
