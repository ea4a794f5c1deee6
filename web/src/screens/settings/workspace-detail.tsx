/** One workspace: what it is called, who works there, and the way there. */
import { useState } from "react";
import type { Workspace } from "../../../../src/api/contract/workspace.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { useWorkspaceChange } from "../../api/workspace.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Time } from "../../ui/time.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { workspaces as words } from "../../words/workspaces.ts";
import { NameField } from "./make-workspace.tsx";
import { WorkspaceMembers } from "./workspace-members.tsx";

export function WorkspaceDetail({ workspace }: { workspace: Workspace }) {
  const { id, name, first, createdAt } = workspace;
  const { data: me } = useMe();
  const [renaming, setRenaming] = useState(false);
  const go = useWorkspaceChange();
  const mayGo = id !== me?.workspace.id && me?.workspaces.some((one) => one.id === id);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="min-w-0 truncate text-base font-semibold">{name}</h2>
        {first && <Badge tone="violet">{words.first}</Badge>}
        <span className="text-xs text-muted">
          {words.since} <Time at={createdAt} />
          {first && ` · ${words.firstHint}`}
        </span>
        <div className="ml-auto flex flex-wrap gap-1.5">
          {mayGo && (
            <Button look="primary" busy={go.isPending} onClick={() => go.mutate(id)}>
              {words.goThere}
            </Button>
          )}
          {can(me, "patchWorkspacesId") && <Button onClick={() => setRenaming(true)}>{words.rename}</Button>}
        </div>
      </div>
      <Wrong error={go.error} />
      <WorkspaceMembers workspace={workspace} />
      {renaming && <RenameDialog workspace={workspace} onClose={() => setRenaming(false)} />}
    </div>
  );
}

function RenameDialog({ workspace, onClose }: { workspace: Workspace; onClose(): void }) {
  const [name, setName] = useState(workspace.name);
  const rename = useChange({
    send: () => call<Workspace>("PATCH", `/v1/workspaces/${workspace.id}`, { name: name.trim() }),
    touches: ["workspaces", "me"],
    said: (after) => words.renamed(after.name),
    after: onClose,
  });
  return (
    <FormDialog
      title={words.renameTitle(workspace.name)}
      description={words.renameHint}
      verb={words.rename}
      busy={rename.isPending}
      disabled={name.trim() === "" || name.trim() === workspace.name}
      error={rename.error}
      onSubmit={() => rename.mutate()}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} />
    </FormDialog>
  );
}
