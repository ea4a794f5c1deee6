/** Where a type is written. */
import type { SourceFile } from "../../../../src/api/contract/content.ts";

/** The file and the line, counted from 1, in which the code of `class/type` stands; null where it is written no more. */
export function placeOfType(files: readonly SourceFile[], id: string): { file: string; line: number } | null {
  const [group = "", type = ""] = id.split("/");
  for (const { file, text } of files) {
    const lines = text.split("\n");
    if (!lines.some((line) => withoutComment(line) === `code: ${group}`)) continue;
    const at = lines.findIndex((line) => withoutComment(line).trim() === `- code: ${type}`);
    if (at !== -1) return { file, line: at + 1 };
  }
  return null;
}

/** Codes have no `#` in them, nor quotes around them. */
function withoutComment(line: string): string {
  return line.replace(/\s+#.*$/, "").trimEnd();
}
