import type { TaxonomyFile } from "./parse.ts";

/** The files named from the taxonomy's own folder, `taxonomy.yaml` first, then by name: the same, wherever the folder lay. */
export function namedFromFolder(main: TaxonomyFile, classFiles: readonly TaxonomyFile[]): TaxonomyFile[] {
  const folder = main.file.slice(0, -nameOf(main.file).length);
  const named = classFiles.map(({ file, text }) => ({
    file: file.startsWith(folder) ? file.slice(folder.length) : file,
    text,
  }));
  return [{ file: nameOf(main.file), text: main.text }, ...named.sort((a, b) => (a.file < b.file ? -1 : 1))];
}

function nameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
