/** Saying something, for colleagues and for the systems in step. Mod+Enter sends it, once: the box is free for the next thing while it is on its way. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { may, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { INPUT } from "../../ui/field.tsx";
import { addToast } from "../../ui/toast.tsx";
import { incident as words } from "../../words/incident.ts";
import { useDraft } from "./drafts.ts";
import { sayable } from "./edits/incident-edits.ts";
import { COMMENT_ID } from "./incident-keys.ts";

export function CommentBox({ id }: { id: string }) {
  const { data: me } = useMe();
  const draft = useDraft(me?.person ?? "", id);
  const client = useQueryClient();
  const post = useMutation({
    mutationFn: (body: string) => call("POST", `/v1/incidents/${id}/comments`, { body }),
    onSuccess: () => {
      addToast({ title: words.comment.sent });
      return client.invalidateQueries({ queryKey: ["incident"] });
    },
    onError: (error, body) => {
      draft.putBack(body);
      addToast({ ...sayable(error), tone: "bad" });
    },
  });
  const send = () => {
    const body = draft.now();
    if (body.trim() === "" || post.isPending) return;
    draft.write("");
    post.mutate(body);
  };
  if (!may(me, "analyst")) return null;
  return (
    <div className="flex items-end gap-2">
      <textarea
        id={COMMENT_ID}
        aria-label={words.comment.label}
        value={draft.text}
        rows={2}
        maxLength={20_000}
        onChange={(event) => draft.write(event.target.value)}
        onKeyDown={(event) => {
          // They are the input method's, as long as it composes.
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
        }}
        placeholder={words.comment.placeholder}
        className={`${INPUT} py-1.5`}
      />
      <Button disabled={draft.text.trim() === ""} busy={post.isPending} onClick={send}>
        {words.comment.send}
      </Button>
    </div>
  );
}
