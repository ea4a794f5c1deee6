/** Files of content that are being written: their texts, which one is looked at, and what the checker says of all of them. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Checked, SourceFile } from "../../../../src/api/contract/content.ts";
import { call } from "../../api/client.ts";
import { useSettled } from "../../ui/use-settled.ts";

export type Content = "policies" | "taxonomy";

const NONE: never[] = [];

/** Whether what is in force has no such file, or another text of it. */
export function isChanged({ file, text }: SourceFile, begun: readonly SourceFile[]): boolean {
  return begun.find((one) => one.file === file)?.text !== text;
}

export function useFiles(what: Content, begun: readonly SourceFile[]) {
  const [files, setFiles] = useState(begun);
  const [file, setFile] = useState(begun[0]?.file ?? "");
  const [go, setGo] = useState<{ line: number } | null>(null);
  const settled = useSettled(files);
  const checked = useQuery({
    queryKey: ["checked", what, settled],
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Checked>("POST", `/v1/${what}/check`, { files: settled }, signal),
  });
  const checking = settled !== files || checked.isFetching;
  const changed = files.length !== begun.length || files.some((one) => isChanged(one, begun));
  return {
    ...{ what, begun, files, file, go, checking, changed },
    text: files.find((one) => one.file === file)?.text ?? "",
    findings: checked.data?.findings ?? NONE,
    error: checked.error,
    /** What is written has no findings, and was looked at as it stands. */
    sound: !checking && checked.data?.ok === true,
    setText: (text: string) => setFiles(files.map((one) => (one.file === file ? { file, text } : one))),
    reset: () => setFiles(begun),
    /** Looks at other texts in place of what is written: those of a version of the past. */
    load(texts: readonly SourceFile[]) {
      setFiles(texts);
      setGo(null);
      setFile(texts.some((one) => one.file === file) ? file : (texts[0]?.file ?? ""));
    },
    show(to: string) {
      setGo(null);
      setFile(to);
    },
    goTo(line: number, to: string) {
      setFile(to);
      setGo({ line });
    },
  };
}

export type DraftFiles = ReturnType<typeof useFiles>;
