/** How Cedar is coloured, by the same names as YAML: comments, texts, and the words of the language. */
import { MatchDecorator } from "@codemirror/view";
import { COMMENT, EXPRESSION, KEY, marksBy } from "./yaml-marks.ts";

export const cedarMarks = marksBy(
  new MatchDecorator({
    regexp:
      /(?<text>"(?:[^"\\]|\\.)*")|(?<comment>\/\/.*$)|(?<key>@\w+|\b(?:permit|forbid|when|unless|principal|action|resource|context|in|is|like|has|if|then|else)\b)/g,
    decoration: ({ groups }) =>
      groups?.text !== undefined ? EXPRESSION : groups?.comment !== undefined ? COMMENT : KEY,
  }),
);
