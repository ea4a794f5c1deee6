/** Where a type is written. */
import type { SourceFile } from "../../../../src/api/contract/content.ts";

/** The file and the line, counted from 1, in which the code of `class/type` stands; null where it is written no more. */
export function placeOfType(files: readonly SourceFile[], id: string): { file: string; line: number } | null {
  const [group = "", type = ""] = id.split("/");
  for (const { file, text } of files) {
    const lines = text.split("\n");
    if (!lines.includes(`code: ${group}`)) continue;
    const at = lines.findIndex((line) => line.trim() === `- code: ${type}`);
    if (at !== -1) return { file, line: at + 1 };
  }
  return null;
}
