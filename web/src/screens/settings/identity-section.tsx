/** By which identity provider people come, what it gives them, and asking it. */

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { IdentityProviderView, TestedIdentityProvider } from "../../../../src/api/contract/identity-provider.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { RemoveDialog } from "../../app/remove-dialog.tsx";
import { actorName } from "../../ui/actor-name.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows } from "../../ui/rows.tsx";
import { Time } from "../../ui/time.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { roles as roleWords } from "../../words/scales.ts";
import { settings, identity as words } from "../../words/settings.ts";
import { IdentityDialog } from "./identity-dialog.tsx";

export function IdentitySection() {
  const { data, error } = useQuery({
    queryKey: ["identity-provider"],
    queryFn: ({ signal }) => read<IdentityProviderView>("/v1/identity-provider", {}, signal),
    retry: false,
  });
  return (
    <Section title={words.title} actions={data !== undefined && <Actions view={data} />}>
      <Wrong error={error} />
      {data?.provider === null && <p className="max-w-2xl pb-2 text-muted">{words.none}</p>}
      {data?.provider && <ProviderFacts provider={data.provider} />}
      {data !== undefined && (
        <div className="mt-2 flex flex-col gap-1.5">
          <p className="text-sm text-muted">{words.urisHint}</p>
          <Facts
            facts={[
              { name: words.redirect, value: <Uri text={data.redirectUri} /> },
              { name: words.signedOut, value: <Uri text={data.signedOutUri} /> },
            ]}
          />
        </div>
      )}
    </Section>
  );
}

/** Ours, to be written down at the provider as it is. */
function Uri({ text }: { text: string }) {
  return <span className="font-mono text-xs select-all">{text}</span>;
}

function ProviderFacts({ provider }: { provider: NonNullable<IdentityProviderView["provider"]> }) {
  const { name, issuer, clientId, grants, rolesClaim, nameClaim, changedAt, changedBy } = provider;
  return (
    <div className="flex flex-col gap-2">
      <Facts
        facts={[
          { name: words.name, value: name },
          { name: words.issuer, value: issuer },
          { name: words.clientId, value: clientId },
          { name: words.rolesClaim, value: rolesClaim },
          { name: words.nameClaim, value: nameClaim },
          {
            name: settings.since,
            value: (
              <>
                <Time at={changedAt} /> {settings.by} {actorName(changedBy)}
              </>
            ),
          },
        ]}
      />
      <Rows
        label={words.grants}
        rows={grants}
        rowKey={({ value, workspace }) => `${value} ${workspace}`}
        columns={[
          { key: "group", title: words.group, cell: ({ value }) => value },
          { key: "workspace", title: words.workspace, cell: ({ workspace }) => workspace },
          { key: "roles", title: settings.roles, cell: ({ roles }) => roles.map((role) => roleWords[role]).join(", ") },
        ]}
      />
    </div>
  );
}

function Actions({ view }: { view: IdentityProviderView }) {
  const { data: me } = useMe();
  const [shown, setShown] = useState<"set" | "remove" | null>(null);
  const ask = useChange({
    send: () => call<TestedIdentityProvider>("POST", "/v1/identity-provider/test", {}),
    touches: [],
    said: ({ keys, pkce }) => [words.tested(keys), pkce ? "" : words.noPkce].join(" "),
  });
  if (!can(me, "putIdentityProvider")) return null;
  const isSet = view.provider !== null;
  return (
    <>
      <Wrong error={ask.error} />
      {isSet && (
        <Button busy={ask.isPending} onClick={() => ask.mutate()}>
          {words.test}
        </Button>
      )}
      {isSet && <Button onClick={() => setShown("remove")}>{words.remove}</Button>}
      <Button onClick={() => setShown("set")}>{isSet ? words.change : words.set}</Button>
      {shown === "set" && <IdentityDialog view={view} onClose={() => setShown(null)} />}
      {shown === "remove" && (
        <RemoveDialog
          path="/v1/identity-provider"
          touches={["identity-provider"]}
          title={words.removeTitle}
          does={words.removeHint}
          reversal={words.removeBack}
          verb={words.remove}
          done={words.removed}
          onClose={() => setShown(null)}
        />
      )}
    </>
  );
}
