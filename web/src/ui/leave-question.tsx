/** Asks before a text that was changed is left. */
import { useBlocker } from "@tanstack/react-router";
import { editor } from "../words/playbooks.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface LeaveQuestionProps {
  changed: boolean;
  /** What it is asked with; that of handing in unless given. */
  words?: Readonly<Record<"title" | "text" | "stay" | "go", string>>;
}

export function LeaveQuestion({ changed, words = editor.leave }: LeaveQuestionProps) {
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
