/** The keys of an incident: those who only read it have those for reading. */
import { may, useMe } from "../../api/session.ts";
import { useKeys } from "../../app/keys.ts";
import { focusOnceThere } from "../../app/typed-ahead.ts";
import { incident as words } from "../../words/incident.ts";
import type { IncidentDialog } from "./incident-actions.tsx";
import type { Detail } from "./incident-detail.ts";

export const COMMENT_ID = "comment";

interface IncidentKeys {
  back(): void;
  open(dialog: IncidentDialog): void;
  /** Shows the part that has the box for comments. */
  comment(): void;
}

export function useIncidentKeys({ number, status }: Detail, { back, open, comment }: IncidentKeys): void {
  const { data: me } = useMe();
  const { actions } = words;
  const over = status === "resolved" || status === "closed";
  const write = () => {
    comment();
    focusOnceThere(COMMENT_ID);
  };
  const editing = [
    { keys: "a", words: actions.assign, run: () => open("assign"), asks: true },
    { keys: "d", words: actions.dispose, run: () => open("dispose"), asks: true },
    { keys: "e", words: actions.escalate, run: () => open("escalate"), asks: true },
    ...(over ? [] : [{ keys: "c", words: actions.close, run: () => open("close"), asks: true }]),
    { keys: "m", words: actions.comment, run: write, asks: true },
  ];
  useKeys(words.title(number), [
    ...(may(me, "analyst") ? editing : []),
    { keys: "n", words: actions.note, run: () => open("note"), asks: true },
    { keys: "u", words: actions.back, run: back },
  ]);
}
