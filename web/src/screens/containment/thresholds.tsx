/** When breakers open; changed by those who change content. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { BreakerThresholds } from "../../../../src/model/breaker.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { breakers as words } from "../../words/containment.ts";

const NUMBERS = ["minutes", "least", "failureShare", "slowSeconds", "slowShare", "overBudget"] as const;
type Draft = Record<(typeof NUMBERS)[number], string> & { drift: boolean };

export function Thresholds() {
  const { data } = useQuery({
    queryKey: ["breakers", "thresholds"],
    queryFn: ({ signal }) => read<BreakerThresholds>("/v1/breakers/thresholds", {}, signal),
  });
  return <Section title={words.when}>{data !== undefined && <Form key={JSON.stringify(data)} now={data} />}</Section>;
}

function Form({ now }: { now: BreakerThresholds }) {
  const { data: me } = useMe();
  const [draft, setDraft] = useState<Draft>(() => draftOf(now));
  const save = useChange({
    send: () => call("PUT", "/v1/breakers/thresholds", thresholdsOf(draft)),
    touches: ["breakers"],
    said: () => words.saved,
    undo: () => call("PUT", "/v1/breakers/thresholds", now),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <div className="grid max-w-3xl grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-4">
        {NUMBERS.map((name) => (
          <TextField
            key={name}
            type="number"
            label={words.thresholds[name]}
            hint={words.hints[name]}
            value={draft[name]}
            onChange={(value) => setDraft({ ...draft, [name]: value })}
          />
        ))}
      </div>
      <CheckField
        label={words.thresholds.drift}
        value={draft.drift}
        onChange={(drift) => setDraft({ ...draft, drift })}
      />
      {save.error !== null && (
        <p role="alert" className="text-sm text-danger">
          {problemOf(save.error).message}
        </p>
      )}
      {can(me, "putBreakersThresholds") && (
        <Button type="submit" busy={save.isPending} className="mt-2">
          {words.save}
        </Button>
      )}
    </form>
  );
}

function draftOf(now: BreakerThresholds): Draft {
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, String(now[name])]));
  return { ...(numbers as Record<(typeof NUMBERS)[number], string>), drift: now.drift };
}

function thresholdsOf(draft: Draft): Record<string, number | boolean> {
  return { ...Object.fromEntries(NUMBERS.map((name) => [name, Number(draft[name])])), drift: draft.drift };
}
