/** What can be written in a playbook here. It changes with connections and playbooks, seldom while somebody writes. */
import { useQuery } from "@tanstack/react-query";
import type { PlaybookLanguage } from "../../../../src/api/contract/playbook-editor.ts";
import { read } from "../../api/client.ts";

export function useLanguage() {
  return useQuery({
    queryKey: ["playbook-language"],
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => read<PlaybookLanguage>("/v1/playbook-language", {}, signal),
  });
}
