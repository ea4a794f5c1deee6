/** A change through the API: what is read again after it, and what is said of it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { addToast } from "../ui/toast-list.ts";

export interface ChangeOptions<Input, Answer> {
  send(input: Input): Promise<Answer>;
  /** The beginnings of the keys of what is read again. */
  touches: readonly string[];
  said?(answer: Answer, input: Input): string;
  after?(answer: Answer): void;
}

export function useChange<Answer = unknown, Input = void>({
  send,
  touches,
  said,
  after,
}: ChangeOptions<Input, Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (answer: Answer, input: Input) => {
      for (const key of touches) void client.invalidateQueries({ queryKey: [key] });
      if (said !== undefined) addToast({ title: said(answer, input) });
      after?.(answer);
    },
  });
}
