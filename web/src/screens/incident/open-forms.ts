/** The questions that playbooks wait for an answer to. */
import { useQuery } from "@tanstack/react-query";
import type { Form } from "../../../../src/api/contract/form.ts";
import { read } from "../../api/client.ts";

export function useOpenForms(incident: string) {
  return useQuery({
    queryKey: ["forms", incident],
    queryFn: async ({ signal }) =>
      (await read<{ items: Form[] }>("/v1/forms", { incident, status: "pending" }, signal)).items,
  });
}
