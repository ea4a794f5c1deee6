/** Proof that a connection can contain and give back, on an entity that is made for it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import type { ConnectorView } from "../../../../src/api/contract/connection.ts";
import type { Canary } from "../../../../src/model/canary.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { connections as words } from "../../words/connections.ts";

interface CanariesProps {
  name: string;
  connector: ConnectorView;
}

export function Canaries({ name, connector }: CanariesProps) {
  const { data: me } = useMe();
  const client = useQueryClient();
  const contains = connector.actions.some(({ effect }) => effect === "contain");
  const { data = [] } = useQuery({
    queryKey: ["canaries", name],
    enabled: contains,
    queryFn: async ({ signal }) =>
      (await read<{ items: Canary[] }>("/v1/canaries", { connection: name, limit: 5 }, signal)).items,
  });
  const make = useMutation({
    mutationFn: () => call<Canary>("POST", `/v1/connections/${name}/canary`),
    onSettled: () => void client.invalidateQueries({ queryKey: ["canaries", name] }),
  });
  if (!contains) return null;
  const button = can(me, "postConnectionsNameCanary") && (
    <Button busy={make.isPending} onClick={() => make.mutate()}>
      {words.canaryMake}
    </Button>
  );
  return (
    <Section title={words.canary} actions={button}>
      <p className="mb-2 text-sm text-muted">{words.canaryText}</p>
      {make.error !== null && (
        <p role="alert" className="text-sm text-danger">
          {problemOf(make.error).message}
        </p>
      )}
      {data.length === 0 && <p className="text-sm">{words.canaryNone}</p>}
      <ul className="flex flex-col gap-3">
        {data.map((canary) => (
          <OneCanary key={canary.id} canary={canary} />
        ))}
      </ul>
    </Section>
  );
}

function OneCanary({ canary: { passed, capability, entity, at, by, checks } }: { canary: Canary }) {
  const title = useCapabilityTitle();
  return (
    <li className="text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={passed ? "good" : "danger"} icon={passed ? CircleCheck : CircleX}>
          {passed ? words.canaryPassed : words.canaryFailed}
        </Badge>
        {words.canaryOf(title(capability), entity)}
        <span className="text-xs text-muted">
          <Time at={at} /> · {actorName(by)}
        </span>
      </p>
      <ul className="mt-1 flex flex-col gap-0.5 text-xs text-muted">
        {checks.map((one) => (
          <li key={one.check}>
            {one.passed ? "✓" : "✗"} {words.checks[one.check]}: <Defanged text={one.seen} />
          </li>
        ))}
      </ul>
    </li>
  );
}
