/** Proof that a connection can contain and give back, on an entity that is made for it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, CircleCheck, CircleX, X } from "lucide-react";
import type { ConnectorView } from "../../../../src/api/contract/connection.ts";
import type { Canary } from "../../../../src/model/canary.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/classes.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { connections as words } from "../../words/connections.ts";

interface CanariesProps {
  name: string;
  connector: ConnectorView;
  /** The newest one proves nothing any more. */
  stale: boolean;
}

export function Canaries({ name, connector, stale }: CanariesProps) {
  const { data: me } = useMe();
  const client = useQueryClient();
  const contains = connector.actions.some(({ effect }) => effect === "contain");
  const { data, error } = useQuery({
    queryKey: ["connections", "canaries", name],
    enabled: contains,
    queryFn: async ({ signal }) =>
      (await read<{ items: Canary[] }>("/v1/canaries", { connection: name, limit: 5 }, signal)).items,
  });
  const make = useMutation({
    mutationFn: () => call<Canary>("POST", `/v1/connections/${name}/canary`),
    onSettled: () => void client.invalidateQueries({ queryKey: ["connections"] }),
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
      {make.isPending && (
        <p role="status" className="text-sm text-muted">
          {words.canaryMaking}
        </p>
      )}
      <Wrong error={error} />
      {data === undefined && error === null && <Loading what={words.canaryLoading} lines={2} />}
      {data?.length === 0 && <p className="text-sm">{words.canaryNone}</p>}
      {stale && <p className="mb-2 text-sm text-warn">{words.warnings.canaryStale}</p>}
      <ul className="flex flex-col gap-3">
        {data?.map((canary) => (
          <OneCanary key={canary.id} canary={canary} />
        ))}
      </ul>
    </Section>
  );
}

function CheckMark({ passed }: { passed: boolean }) {
  const Icon = passed ? Check : X;
  return (
    <>
      <Icon className={cx("inline size-3", passed ? "text-good" : "text-danger")} aria-hidden />
      <span className="sr-only">{passed ? words.canaryPassed : words.canaryFailed}: </span>
    </>
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
            <CheckMark passed={one.passed} /> {words.checks[one.check]}: <Defanged text={one.seen} />
          </li>
        ))}
      </ul>
      {passed && checks.every(({ check }) => check !== "forbidden") && (
        <p className="mt-1 text-xs text-muted">{words.canaryUnproved}</p>
      )}
    </li>
  );
}
