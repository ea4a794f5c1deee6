/** That the stop button holds what is asked for: who pressed it, for what, and why. */
import { OctagonX } from "lucide-react";
import type { Freeze } from "../../../../src/model/freeze.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { approvals as words } from "../../words/approvals.ts";
import { stop } from "../../words/containment.ts";

export function Held({ freeze }: { freeze: Pick<Freeze, "scope" | "name" | "by" | "reason"> }) {
  return (
    <p className="mt-1 flex items-start gap-1.5 text-sm text-danger">
      <OctagonX className="mt-0.5 size-3.5 shrink-0" aria-hidden />
      <span>
        {words.held(stop.what(freeze), actorName(freeze.by))} <Defanged text={freeze.reason} />
      </span>
    </p>
  );
}
