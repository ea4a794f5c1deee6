/** A playbook by what people call it; its name on hover, as addresses, filters and the terminal have it. */
import { usePlaybookTitle } from "../api/playbook-titles.ts";

export function PlaybookName({ name }: { name: string }) {
  return <span title={name}>{usePlaybookTitle()(name)}</span>;
}
