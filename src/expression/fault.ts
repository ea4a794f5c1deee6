/** What is wrong with an expression, as an error that knows its place within the expression's text. */
import { InputError } from "../errors.ts";

export interface ExpressionFault {
  /** `expression.<reason>` */
  code: string;
  message: string;
  /** Offset into the text. */
  offset: number;
  expected?: string;
  /** The nearest fix, as half a sentence. */
  fix?: string;
}

/** Place of an offset in a text, both from 1. */
export function linePlace(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The fault as an InputError; its details carry line and column within the text, what was expected, and the fix. */
export function faultError(text: string, fault: ExpressionFault): InputError {
  const place = linePlace(text, fault.offset);
  return new InputError(fault.code, fault.fix === undefined ? fault.message : `${fault.message}; ${fault.fix}`, {
    details: {
      ...place,
      text: text.slice(0, 200),
      summary: fault.message,
      ...(fault.expected === undefined ? {} : { expected: fault.expected }),
      ...(fault.fix === undefined ? {} : { fix: fault.fix }),
    },
  });
}
