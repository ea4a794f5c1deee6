/** When another window of the browser went to another workspace: this one's session is there now too, and what it shows is not. */
import { useEffect, useState } from "react";
import { useMe } from "../api/session.ts";
import { onChangeElsewhere, useWorkspaceChange } from "../api/workspace.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Wrong } from "../ui/wrong.tsx";
import { shell } from "../words/shell.ts";

const { places } = shell;

export function OtherWindow() {
  const { data: me } = useMe();
  const [shown] = useState(me?.workspace);
  const [gone, setGone] = useState<string | null>(null);
  const back = useWorkspaceChange();
  useEffect(() => onChangeElsewhere(setGone), []);
  if (gone === null || shown === undefined || gone === shown.name) return null;
  const follow = () => window.location.assign("/");
  return (
    <Dialog
      open
      onClose={follow}
      title={places.elsewhere(gone)}
      description={places.elsewhereHint(shown.name)}
      actions={
        <>
          <Button busy={back.isPending} onClick={() => back.mutate(shown.id, { onSuccess: () => setGone(null) })}>
            {places.back(shown.name)}
          </Button>
          <Button look="primary" onClick={follow}>
            {places.follow(gone)}
          </Button>
        </>
      }
    >
      <Wrong error={back.error} />
    </Dialog>
  );
}
