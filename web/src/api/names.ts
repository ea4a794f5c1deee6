/** What things are called, for what would be laid out anew when names come, and so waits for them. */
import { useConnectors } from "./capabilities.ts";
import { usePlaybookTitles } from "./playbook-titles.ts";
import { useTypeNames } from "./type-names.ts";

/** Whether names of incident types, playbooks and capabilities are on their way. They are read at once, and not again as long as one stays. */
export function useNamesPending(): boolean {
  const pending = [useTypeNames().isPending, usePlaybookTitles().isPending, useConnectors().isPending];
  return pending.includes(true);
}
