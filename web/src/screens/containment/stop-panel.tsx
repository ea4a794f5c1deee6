/** The stop button: what it does, said before it is pressed, what is stopped now, and what was. */

import { useQuery } from "@tanstack/react-query";
import { OctagonX } from "lucide-react";
import { useState } from "react";
import type { Freeze } from "../../../../src/model/freeze.ts";
import { read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { stop as words } from "../../words/containment.ts";
import { StopDialog } from "./stop-dialog.tsx";
import { ThawButton } from "./thaw-button.tsx";

export function StopPanel() {
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["freezes", "all"],
    queryFn: async ({ signal }) => (await read<{ items: Freeze[] }>("/v1/freezes", { limit: 100 }, signal)).items,
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  const [inForce, before] = [data.filter(isInForce), data.filter((one) => !isInForce(one))];
  return (
    <>
      <div className="flex flex-col items-start gap-3 border-b border-line px-4 py-6 sm:px-8">
        {can(me, "postFreezes") && (
          <Button
            look="stop"
            className="h-14 gap-3 px-6 text-base font-semibold max-md:w-full"
            icon={<OctagonX className="size-6" aria-hidden />}
            onClick={() => setAsked(true)}
          >
            {words.big}
          </Button>
        )}
        <p className="max-w-2xl text-sm">{words.text}</p>
        <p className="max-w-2xl text-sm text-muted">{words.stays}</p>
      </div>
      <Section title={words.inForce}>
        {inForce.length === 0 && <p className="text-sm text-muted">{words.nothing}</p>}
        <ul className="flex flex-col gap-2">
          {inForce.map((one) => (
            <Stopped key={one.id} freeze={one} />
          ))}
        </ul>
      </Section>
      {before.length > 0 && (
        <Section title={words.before}>
          <ul className="flex flex-col gap-2 text-sm">
            {before.map((one) => (
              <li key={one.id}>
                <span className="font-medium first-letter:uppercase">{words.what(one)}</span>{" "}
                <span className="text-muted">
                  <Time at={one.at} /> · {words.line(actorName(one.by), one.reason)} →{" "}
                  {words.line(actorName(one.thawedBy ?? ""), one.thawReason ?? "")}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {asked && <StopDialog onClose={() => setAsked(false)} />}
    </>
  );
}

const isInForce = ({ thawedAt }: Freeze) => thawedAt === null;

function Stopped({ freeze }: { freeze: Freeze }) {
  const { data: me } = useMe();
  return (
    <li className="flex flex-wrap items-center gap-3 rounded-md bg-danger-ground px-3 py-2 text-sm text-danger">
      <OctagonX className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">
        <span className="block font-medium first-letter:uppercase">{words.what(freeze)}</span>
        <span className="block">
          <Time at={freeze.at} /> · {words.line(actorName(freeze.by), freeze.reason)}
        </span>
      </span>
      {can(me, "postFreezesIdThaw") ? <ThawButton freeze={freeze} /> : <span>{words.onlyOthers}</span>}
    </li>
  );
}
