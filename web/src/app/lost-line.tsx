/** Says, under whatever is shown, that it is not kept up to date: what changed meanwhile would look as if nothing had. */
import { CloudOff } from "lucide-react";
import { useLostAt } from "../api/liveness.ts";
import { shell } from "../words/shell.ts";
import { times } from "../words/times.ts";

export function LostLine() {
  const at = useLostAt();
  return (
    <div role="status">
      {at !== null && (
        <p className="flex items-center gap-2 border-t border-line bg-warn-ground px-4 py-1.5 text-sm text-warn">
          <CloudOff className="size-4 shrink-0" aria-hidden />
          <span className="min-w-0">
            {shell.lost}{" "}
            <time dateTime={at} title={times.exact(at)}>
              {shell.lostSince(times.clock(at))}
            </time>{" "}
            {shell.lostHint}
          </span>
        </p>
      )}
    </div>
  );
}
