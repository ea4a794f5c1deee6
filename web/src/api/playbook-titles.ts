/** What playbooks are called. Their names, which are ids, stay in filters and addresses. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { PlaybookTitles } from "../../../src/api/contract/content.ts";
import { read } from "./client.ts";
import { namesById } from "./type-names.ts";

/** What an approval says of its playbook, `ransomware version 1 (stable)`: with the playbook's title. */
export function withPlaybookTitle(text: string, titled: (name: string) => string): string {
  return text.replace(/^[a-z0-9-]+(?= version \d+ \([a-z]+\)$)/, titled);
}

/** All of them; for what would be laid out anew when they come, and so waits for them. */
export function usePlaybookTitles() {
  return useQuery({
    queryKey: ["playbooks", "titles"],
    queryFn: async ({ signal }) => (await read<PlaybookTitles>("/v1/playbook-titles", {}, signal)).items,
    staleTime: 5 * 60_000,
  });
}

/** A playbook by its title; by its name while, or where, none is known. The same function as long as the same is known. */
export function usePlaybookTitle(): (name: string) => string {
  const { data } = usePlaybookTitles();
  return useMemo(() => {
    const titles = namesById((data ?? []).map(({ name, title }) => ({ id: name, name: title })));
    return (name) => titles.get(name) ?? name;
  }, [data]);
}
