/** The files the house rules look at, read from disk so that a file is judged before it is committed. */
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface RepositoryFile {
  /** From the repository's root, with forward slashes. */
  path: string;
  text: string;
  lines: string[];
}

/** Files that match, sorted by path; nothing installed or generated at run time is among them. */
export function files(...patterns: string[]): RepositoryFile[] {
  const hidden = /(^|\/)(node_modules|\.cache|\.cordon|results|web\/dist|web\/\.dist-[^/]*|artifacts)(\/|$)/;
  return globSync(patterns, { cwd: ROOT, exclude: (path: string) => hidden.test(path) })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !hidden.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(`${ROOT}/${path}`, "utf8");
      return { path, text, lines: text.trimEnd().split("\n") };
    });
}

export const isTest = ({ path }: RepositoryFile): boolean => /[.]test[.]tsx?$/.test(path);

/** `path:line` of every line that matches. */
export function linesMatching(among: RepositoryFile[], pattern: RegExp): string[] {
  return among.flatMap((file) =>
    file.lines.flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1}: ${line.trim()}`] : [])),
  );
}
