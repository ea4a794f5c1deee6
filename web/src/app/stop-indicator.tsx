/** Says so on every screen while the stop button is pressed for anything. */
import { OctagonX } from "lucide-react";
import { useFreezesInForce } from "../api/freezes.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { shell } from "../words/shell.ts";

export function StopIndicator() {
  const frozen = useFreezesInForce();
  if (frozen.length === 0) return null;
  const what = frozen.map(({ scope, name }) => (name === "" ? scope : `${scope} ${name}`)).join(", ");
  return (
    <Tooltip text={shell.frozenHint(what)}>
      <p
        role="status"
        className="mb-1 flex items-center gap-2 rounded-md bg-danger-ground px-2 py-1 text-xs font-medium text-danger"
      >
        <OctagonX className="size-3.5 shrink-0" aria-hidden />
        <span className="truncate">
          {shell.frozen}: {what}
        </span>
      </p>
    </Tooltip>
  );
}
