/** What may not go, whatever its age. */

import { useState } from "react";
import type { HoldView } from "../../../../src/api/contract/retention.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { usePages } from "../../api/pages.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows } from "../../ui/rows.tsx";
import { Time } from "../../ui/time.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { entityTypes } from "../../words/scales.ts";
import { settings, retention as words } from "../../words/settings.ts";
import { times } from "../../words/times.ts";
import { IncidentName } from "../incident/incident-name.tsx";
import { HoldButton } from "./hold-button.tsx";

export function Holds() {
  const { rows, error, ...pages } = usePages<HoldView>(["holds"], "/v1/holds");
  return (
    <Section title={words.holds} actions={<HoldButton />}>
      <Wrong error={error} />
      {rows?.length === 0 && <p className="text-muted">{words.noHolds}</p>}
      {rows !== undefined && rows.length > 0 && (
        <Rows
          label={words.holds}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { key: "what", title: words.what, cell: (hold) => <Held hold={hold} /> },
            { key: "reason", title: settings.reason, cell: ({ reason }) => <Defanged text={reason} /> },
            {
              key: "since",
              title: settings.since,
              cell: ({ placedAt, placedBy }) => (
                <>
                  <Time at={placedAt} /> {settings.by} {actorName(placedBy)}
                </>
              ),
            },
            {
              key: "until",
              title: settings.until,
              cell: ({ expiresAt }) => (expiresAt === null ? settings.forEver : <Time at={expiresAt} />),
            },
            { key: "act", title: "", right: true, cell: (hold) => <Release hold={hold} /> },
          ]}
        />
      )}
      <More {...pages} />
    </Section>
  );
}

function Held({ hold: { incidentId, entityType, entityKey, from, to } }: { hold: HoldView }) {
  if (incidentId !== null) return <IncidentName id={incidentId} otherwise={words.heldIncident} />;
  if (entityType !== null)
    return (
      <>
        {entityTypes[entityType]} <Defanged text={entityKey ?? ""} code />
      </>
    );
  if (from !== null && to !== null) return words.heldRange(times.exact(from), times.exact(to));
  return words.heldWorkspace;
}

function Release({ hold: { id } }: { hold: HoldView }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const release = useChange({
    send: (reason: string) => call("POST", `/v1/holds/${id}/release`, { reason }),
    touches: ["holds", "retention-plan"],
    said: () => words.released,
    after: () => setAsked(false),
  });
  if (!can(me, "postHoldsIdRelease")) return null;
  return (
    <>
      <Button look="quiet" onClick={() => setAsked(true)}>
        {words.release}
      </Button>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.releaseTitle}
        reversal={words.releaseBack}
        verb={words.release}
        reasonLabel={settings.reason}
        busy={release.isPending}
        error={release.error === null ? "" : problemOf(release.error).message}
        onConfirm={(reason) => release.mutate(reason)}
      >
        {words.releaseHint}
      </ConfirmReversal>
    </>
  );
}
