/** Asks before a text that was changed is left. */
import { useBlocker } from "@tanstack/react-router";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { editor } from "../../words/playbooks.ts";

const { leave: words } = editor;

export function LeaveQuestion({ changed }: { changed: boolean }) {
  const blocker = useBlocker({
    // Going from part to part stays here.
    shouldBlockFn: ({ current, next }) => changed && current.pathname !== next.pathname,
    enableBeforeUnload: changed,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog
      open
      onClose={blocker.reset}
      title={words.title}
      description={words.text}
      actions={
        <>
          <Button onClick={blocker.reset}>{words.stay}</Button>
          <Button look="danger" onClick={blocker.proceed}>
            {words.go}
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
