/** A change through the API: what is read again after it, and what is said of it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { addToast } from "../ui/toast-list.ts";
import { problemOf } from "./problem.ts";

export interface ChangeOptions<Input, Answer> {
  send(input: Input): Promise<Answer>;
  /** The beginnings of the keys of what is read again. */
  touches: readonly string[];
  said?(answer: Answer, input: Input): string;
  /** Takes it back, from the message that says it is done. */
  undo?(answer: Answer, input: Input): Promise<unknown>;
  after?(answer: Answer): void;
}

export function useChange<Answer = unknown, Input = void>({
  send,
  touches,
  said,
  undo,
  after,
}: ChangeOptions<Input, Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (answer: Answer, input: Input) => {
      const readAnew = () => {
        for (const key of touches) void client.invalidateQueries({ queryKey: [key] });
      };
      const takeBack = () => {
        const failed = (error: unknown) => addToast({ title: problemOf(error).message, tone: "bad" });
        void undo?.(answer, input).then(readAnew, failed);
      };
      readAnew();
      if (said !== undefined) addToast({ title: said(answer, input), undo: undo && takeBack });
      after?.(answer);
    },
  });
}
