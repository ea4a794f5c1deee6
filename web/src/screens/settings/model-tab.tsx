/** Which language model helps this workspace, if any, within which limits, what it may see, and what it was asked. */

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Model } from "../../../../src/api/contract/model.ts";
import { read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { RemoveDialog } from "../../app/remove-dialog.tsx";
import { actorName } from "../../ui/actor-name.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { settings, model as words } from "../../words/settings.ts";
import { ModelCalls } from "./model-calls.tsx";
import { ModelDialog } from "./model-dialog.tsx";

export function ModelTab() {
  const { data, error, refetch } = useQuery({
    queryKey: ["model"],
    queryFn: ({ signal }) => read<Model>("/v1/model", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} lines={4} />;
  return (
    <>
      <Section title={words.title} actions={<Actions model={data} />}>
        {data.settings === null ? <p className="max-w-2xl text-muted">{words.none}</p> : <ModelFacts model={data} />}
      </Section>
      <Section title={words.sees}>
        <p className="max-w-2xl text-muted">{words.seesText}</p>
      </Section>
      <ModelCalls />
    </>
  );
}

function ModelFacts({ model: { settings: set, secretNames, changedAt, changedBy } }: { model: Model }) {
  if (set === null) return null;
  const { limits, prices } = set;
  return (
    <Facts
      facts={[
        { name: words.provider, value: words.providers[set.provider] },
        { name: words.name, value: set.model },
        { name: words.baseUrl, value: set.baseUrl },
        { name: words.region, value: set.region },
        { name: words.resource, value: set.resource },
        { name: words.secrets, value: secretNames.join(", ") || words.noSecrets },
        { name: words.inputCharacters, value: limits.inputCharacters.toLocaleString("en") },
        { name: words.outputTokens, value: limits.outputTokens.toLocaleString("en") },
        { name: words.callsPerDay, value: limits.callsPerDay.toLocaleString("en") },
        { name: words.tokensPerDay, value: limits.tokensPerDay.toLocaleString("en") },
        { name: words.costPerDay, value: limits.costPerDay },
        { name: words.inputPrice, value: prices?.input },
        { name: words.outputPrice, value: prices?.output },
        {
          name: words.changed,
          value: changedAt !== null && (
            <>
              <Time at={changedAt} /> {settings.by} {actorName(changedBy ?? "")}
            </>
          ),
        },
      ]}
    />
  );
}

function Actions({ model }: { model: Model }) {
  const { data: me } = useMe();
  const [shown, setShown] = useState<"set" | "remove" | null>(null);
  if (!can(me, "putModel")) return null;
  const isSet = model.settings !== null;
  return (
    <>
      {isSet && <Button onClick={() => setShown("remove")}>{words.remove}</Button>}
      <Button look={isSet ? "plain" : "primary"} onClick={() => setShown("set")}>
        {isSet ? words.change : words.set}
      </Button>
      {shown === "set" && <ModelDialog model={model} onClose={() => setShown(null)} />}
      {shown === "remove" && (
        <RemoveDialog
          path="/v1/model"
          touches={["model"]}
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
