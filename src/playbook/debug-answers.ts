/** Where a debugger's answers come from: a case beside the playbook, or a record of the past. */
import { isCordonError } from "../errors.ts";
import { type AnswerBook, Answers } from "./answer-book.ts";
import type { AnswerSource } from "./debug-session.ts";
import { answersOf } from "./run-cases.ts";
import type { Answer } from "./simulate.ts";
import type { PlaybookCase } from "./test-file.ts";

/** What a case answers. It says nothing of questions that it has no answer for: those are asked. */
export function answersOfCase(written: Pick<PlaybookCase, "answers">): AnswerSource {
  return () => {
    const given = answersOf(written);
    return (work) => quiet(() => given(work));
  };
}

/** What was answered in the past, each wish the next answer. */
export function answersOfBook(book: AnswerBook): AnswerSource {
  return (run) => {
    const answers = new Answers(book, run);
    return (work) => {
      const found = answers.find(work);
      if (found !== null) answers.take(work, found);
      return found?.answer ?? null;
    };
  };
}

function quiet(answer: () => Answer): Answer | null {
  try {
    const given = answer();
    return "error" in given && given.error.code === "playbook.no-answer" ? null : given;
  } catch (error) {
    if (isCordonError(error) && error.code === "playbook.no-answer") return null;
    throw error;
  }
}
