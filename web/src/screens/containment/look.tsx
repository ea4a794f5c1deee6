/** Asks the system that holds a containment whether it still does, and says what it answered. */
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleHelp, Eye, type LucideIcon, TriangleAlert } from "lucide-react";
import type { LeaseLook } from "../../../../src/api/contract/run.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { containment as words } from "../../words/containment.ts";

const LOOK: Readonly<Record<LeaseLook["inForce"], readonly [Tone, LucideIcon]>> = {
  yes: ["good", CircleCheck],
  no: ["danger", TriangleAlert],
  "cannot-tell": ["quiet", CircleHelp],
};

export function LookSection({ id }: { id: string }) {
  const { data: me } = useMe();
  const look = useMutation({ mutationFn: () => call<LeaseLook>("POST", `/v1/containment/${id}/look`) });
  if (!can(me, "postContainmentIdLook")) return null;
  const button = (
    <Button icon={<Eye className="size-3.5" aria-hidden />} busy={look.isPending} onClick={() => look.mutate()}>
      {words.look}
    </Button>
  );
  return (
    <Section title={words.lookHint} actions={button}>
      <div aria-live="polite">
        {look.data !== undefined && <Seen look={look.data} />}
        {look.error !== null && <p className="text-sm text-danger">{problemOf(look.error).message}</p>}
        {look.data === undefined && look.error === null && <p className="text-sm text-muted">{words.notAsked}</p>}
      </div>
    </Section>
  );
}

function Seen({ look: { inForce, whose, seen, at } }: { look: LeaseLook }) {
  const remade = inForce === "yes" && whose === "somebody-elses";
  const [tone, icon] = LOOK[remade ? "no" : inForce];
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={tone} icon={icon}>
          {remade ? words.remade : words.looked[inForce]}
        </Badge>
        <span className="text-xs text-muted">
          <Time at={at} />
        </span>
      </p>
      {inForce === "yes" && whose === "unknown" && <p className="text-sm text-muted">{words.notToldApart}</p>}
      {Object.keys(seen).length > 0 && <Code label={words.lookHint} text={JSON.stringify(seen, null, 2)} />}
    </div>
  );
}
