/** Text that came with an alert: an attacker may have written it. It is shown as text, and nothing in it works as a link, here or where it is pasted. */
import { cx } from "./classes.ts";
import { defanged } from "./defang.ts";

export function Defanged({ text, code = false }: { text: string; code?: boolean }) {
  return (
    <bdi className={cx("[overflow-wrap:anywhere]", code && "rounded bg-sunken px-1 font-mono text-xs")}>
      {defanged(text)}
    </bdi>
  );
}
