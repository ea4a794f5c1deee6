/** How a probe is met: on which screen, by whose word, or by which command. */
import { Link, useRouter } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { readiness as words } from "../../words/readiness.ts";
import { StateDialog } from "./state-dialog.tsx";
import { isStated, wayOf } from "./way-of.ts";

interface NextStepProps {
  probe: string;
  says: string;
  next: string;
}

export function NextStep({ probe, says, next }: NextStepProps) {
  const { data: me } = useMe();
  const { routesByPath } = useRouter();
  const [open, setOpen] = useState(false);
  if (isStated(next) && can(me, "putReadinessProbe"))
    return (
      <>
        <Button aria-label={words.stateLabel(says)} onClick={() => setOpen(true)}>
          {words.state}
        </Button>
        {open && <StateDialog probe={probe} says={says} onClose={() => setOpen(false)} />}
      </>
    );
  const way = wayOf(next, (path) => path in routesByPath);
  if (way === null)
    return (
      <span className="text-xs text-muted">
        {words.byCommand} <code className="rounded bg-sunken px-1 font-mono">{next}</code>
      </span>
    );
  return (
    <Link
      to={way.to as "/"}
      search={way.search as never}
      className="inline-flex h-7 items-center gap-1 rounded-md border border-line px-2.5 whitespace-nowrap hover:bg-hover"
    >
      {words.goThere(way.name)}
      <ArrowRight className="size-3.5" aria-hidden />
    </Link>
  );
}
