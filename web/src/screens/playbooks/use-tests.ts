/** The cases of a draft and how they went, kept while another part of the editor is looked at. */
import { useMutation } from "@tanstack/react-query";
import type { PlaybookTested } from "../../../../src/api/contract/playbook-editor.ts";
import { call } from "../../api/client.ts";

const FILE = "playbook.test.yaml";

export function useTests({ source, test }: { source: string; test: string }) {
  const run = useMutation({
    mutationFn: (body: { source: string; test: { file: string; text: string }; failures: boolean }) =>
      call<PlaybookTested>("POST", "/v1/playbooks/test", body),
  });
  const { data, error, isPending, variables } = run;
  return {
    ...{ tested: data, error, busy: isPending },
    /** Whether actions were to fail, too, the last time. */
    withFailures: variables?.failures === true,
    /** Another text than the one that stands now was tried. */
    stale: variables !== undefined && (variables.source !== source || variables.test.text !== test),
    /** The file of the cases, as requests name it. */
    file: { file: FILE, text: test },
    run: (failures: boolean) => run.mutate({ source, test: { file: FILE, text: test }, failures }),
  };
}

export type Tests = ReturnType<typeof useTests>;
