/** The controls of a framework, what the records say of each, and the same to hand on. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Check, Download, Minus, TriangleAlert } from "lucide-react";
import type { Controls, ControlsReport } from "../../../../src/api/contract/evidence.ts";
import { read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { useAddress } from "../../app/address.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/classes.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { optionsOf, Select } from "../../ui/select.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { addToast } from "../../ui/toast.tsx";
import { evidence } from "../../words/evidence.ts";
import { usePeriod } from "./use-period.ts";

const words = evidence.controls;
type Framework = Controls["framework"];

const LOOKS = {
  holds: { tone: "good", icon: Check, text: "text-good" },
  short: { tone: "warn", icon: TriangleAlert, text: "text-warn" },
  nothing: { tone: "quiet", icon: Minus, text: "text-muted" },
} as const;

/** What never was shows nothing, and is not called shown. */
function stateOf({ holds, nothing }: { holds: boolean; nothing: boolean }): keyof typeof LOOKS {
  if (!holds) return "short";
  return nothing ? "nothing" : "holds";
}

export function ControlsTab() {
  const [{ framework = "" }, setAddress] = useAddress();
  const { chosen, from, to, choose } = usePeriod();
  const id = framework in words.frameworks ? (framework as Framework) : "soc2";
  const { data, error, refetch } = useQuery({
    queryKey: ["evidence", id, from, to],
    queryFn: ({ signal }) => read<Controls>(`/v1/evidence/${id}`, { from, to }, signal),
  });
  return (
    <Section
      title={data?.title ?? words.frameworks[id]}
      actions={
        <>
          <Select
            label={words.framework}
            value={id}
            options={optionsOf(words.frameworks)}
            onChange={(to) => setAddress({ framework: to })}
          />
          <Select
            label={evidence.figures.period}
            value={chosen}
            options={optionsOf(evidence.figures.periods)}
            onChange={choose}
          />
          <Downloads id={id} from={from} to={to} />
        </>
      }
    >
      <p className="text-sm text-muted">{words.hint}</p>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading what={words.loading} lines={10} />}
      {data !== undefined && <ControlList of={data} />}
    </Section>
  );
}

function ControlList({ of: { controls, title } }: { of: Controls }) {
  const holding = controls.filter(({ holds, nothing }) => holds && !nothing).length;
  return (
    <>
      <p className="mt-2 text-sm font-medium">{words.holding(holding, controls.length)}</p>
      <ul aria-label={title} className="mt-1 flex flex-col">
        {controls.map((control) => (
          <ControlRow key={control.id} control={control} />
        ))}
      </ul>
    </>
  );
}

function ControlRow({
  control: { id, title, asks, observed, beyond, ...control },
}: {
  control: Controls["controls"][number];
}) {
  return (
    <li className="border-b border-line py-3 text-sm last:border-b-0">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-mono text-xs">{id}</span>
        <span className="font-medium">{title}</span>
        <span className="ml-auto">
          <Badge tone={LOOKS[stateOf(control)].tone} icon={LOOKS[stateOf(control)].icon}>
            {words[stateOf(control)]}
          </Badge>
        </span>
      </p>
      <p className="mt-0.5 text-muted">{asks}</p>
      <ul className="mt-1.5 flex flex-col gap-1">
        {observed.map((one) => {
          const state = stateOf(one);
          const Icon = LOOKS[state].icon;
          return (
            <li key={one.measure} className="flex gap-2">
              <Icon className={cx("mt-0.5 size-3.5 shrink-0", LOOKS[state].text)} aria-label={words[state]} />
              <span className="min-w-0 flex-1">
                <Defanged text={one.text} />
              </span>
            </li>
          );
        })}
      </ul>
      <p className="mt-1.5 text-xs text-muted">
        {words.beyond}: {beyond}
      </p>
    </li>
  );
}

function Downloads({ id, from, to }: { id: Framework; from: string; to: string }) {
  const save = useMutation({
    mutationFn: async (kind: "html" | "oscal") => {
      const report = await read<ControlsReport>(`/v1/evidence/${id}/report`, { from, to });
      const [text, type, name] =
        kind === "html"
          ? [report.html, "text/html", `${id}.html`]
          : [JSON.stringify(report.oscal, null, 2), "application/json", `${id}.oscal.json`];
      saveFile(name, new Blob([text], { type }));
    },
    onError: (error) => addToast({ title: problemOf(error).message, tone: "bad" }),
  });
  return (["html", "oscal"] as const).map((kind) => (
    <Button
      key={kind}
      className="h-8"
      icon={<Download className="size-3.5" aria-hidden />}
      busy={save.isPending && save.variables === kind}
      onClick={() => save.mutate(kind)}
    >
      {kind === "html" ? words.page : words.oscal}
    </Button>
  ));
}
