/** How long each class of records is kept, what would go now, and what is held. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Retention, RetentionPlan } from "../../../../src/api/contract/retention.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows } from "../../ui/rows.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { settings, retention as words } from "../../words/settings.ts";
import { Holds } from "./holds.tsx";

type Period = Retention["items"][number];

export function RetentionTab() {
  const { data, error, refetch } = useQuery({
    queryKey: ["retention"],
    queryFn: ({ signal }) => read<Retention>("/v1/retention", {}, signal),
  });
  const { data: plan } = useQuery({
    queryKey: ["retention-plan"],
    queryFn: ({ signal }) => read<RetentionPlan>("/v1/retention/plan", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} lines={4} />;
  const planned = (period: Period) => plan?.items.find((one) => one.class === period.class);
  return (
    <>
      <Section title={words.title}>
        <p className="pb-2 text-muted">{words.hint}</p>
        <Rows
          label={words.title}
          rows={data.items}
          rowKey={(period) => period.class}
          columns={[
            { key: "what", title: words.what, cell: (period) => words.classes[period.class] },
            {
              key: "kept",
              title: words.kept,
              cell: ({ days, setBy }) => (
                <>
                  {days === null ? settings.forEver : words.days(days)}{" "}
                  <span className="text-muted">· {words.setBy[setBy]}</span>
                </>
              ),
            },
            { key: "goes", title: words.goes, right: true, cell: (period) => goes(planned(period)) },
            { key: "stays", title: words.stays, right: true, cell: (period) => planned(period)?.kept ?? "" },
            { key: "act", title: "", right: true, cell: (period) => <ChangePeriod period={period} /> },
          ]}
        />
      </Section>
      <Holds />
    </>
  );
}

function goes(plan: RetentionPlan["items"][number] | undefined): string {
  return plan === undefined ? "" : (plan.older - plan.kept).toLocaleString("en");
}

function ChangePeriod({ period }: { period: Period }) {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  if (!can(me, "putRetention")) return null;
  return (
    <>
      <Button look="quiet" aria-label={words.changeLabel(words.classes[period.class])} onClick={() => setOpen(true)}>
        {words.change}
      </Button>
      {open && <PeriodDialog period={period} onClose={() => setOpen(false)} />}
    </>
  );
}

function PeriodDialog({ period, onClose }: { period: Period; onClose(): void }) {
  const [days, setDays] = useState(period.setBy === "workspace" ? String(period.days ?? "") : "");
  const put = (kept: number | null) => call("PUT", "/v1/retention", { class: period.class, days: kept });
  const save = useChange({
    send: () => put(days.trim() === "" ? null : Number(days)),
    touches: ["retention", "retention-plan"],
    said: () => words.saved,
    undo: () => put(period.setBy === "workspace" ? period.days : null),
    after: onClose,
  });
  return (
    <FormDialog
      title={words.changeTitle(words.classes[period.class])}
      description={words.changeHint}
      verb={words.save}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextField
        label={words.daysLabel}
        hint={words.daysHint}
        type="number"
        value={days}
        onChange={setDays}
        optional
        autoFocus
      />
    </FormDialog>
  );
}
