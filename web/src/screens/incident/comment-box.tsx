/** Saying something, for colleagues and for the systems in step. Mod+Enter sends it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/client.ts";
import { may, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { INPUT } from "../../ui/field.tsx";
import { addToast } from "../../ui/toast.tsx";
import { incident as words } from "../../words/incident.ts";
import { sayable } from "./edits/incident-edits.ts";
import { COMMENT_ID } from "./incident-keys.ts";

export function CommentBox({ id }: { id: string }) {
  const { data: me } = useMe();
  const [text, setText] = useState("");
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: () => call("POST", `/v1/incidents/${id}/comments`, { body: text }),
    onSuccess: () => {
      setText("");
      addToast({ title: words.comment.sent });
      return client.invalidateQueries({ queryKey: ["incident"] });
    },
    onError: (error) => addToast({ ...sayable(error), tone: "bad" }),
  });
  if (!may(me, "analyst")) return null;
  return (
    <div className="flex items-end gap-2">
      <textarea
        id={COMMENT_ID}
        aria-label={words.comment.label}
        value={text}
        rows={2}
        maxLength={20_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && text.trim() !== "") send.mutate();
        }}
        placeholder={words.comment.placeholder}
        className={`${INPUT} py-1.5`}
      />
      <Button disabled={text.trim() === ""} busy={send.isPending} onClick={() => send.mutate()}>
        {words.comment.send}
      </Button>
    </div>
  );
}
