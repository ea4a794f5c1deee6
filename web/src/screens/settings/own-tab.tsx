/** Which networks and domains are the organization's own, and in which time zone its hours are. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OwnPlaceView } from "../../../../src/api/contract/own-place.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Combobox } from "../../ui/combobox.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows } from "../../ui/rows.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { own as words } from "../../words/settings.ts";

export function OwnTab() {
  const { data, error, refetch } = useQuery({
    queryKey: ["own-place"],
    queryFn: ({ signal }) => read<OwnPlaceView>("/v1/own-place", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} lines={4} />;
  return (
    <Section title={words.title} actions={<ChangeOwn view={data} />}>
      <p className="max-w-2xl pb-2 text-muted">{words.hint}</p>
      <Rows
        label={words.title}
        rows={linesOf(data)}
        rowKey={({ what, value }) => `${what} ${value}`}
        columns={[
          { key: "what", title: words.what, cell: ({ what }) => words.kinds[what] },
          { key: "value", title: words.value, cell: ({ value }) => value },
          { key: "by", title: words.by, cell: ({ here }) => (here ? words.here : words.installation) },
        ]}
      />
    </Section>
  );
}

interface Line {
  what: keyof typeof words.kinds;
  value: string;
  here: boolean;
}

function linesOf({ workspace, inForce }: OwnPlaceView): Line[] {
  const several = (what: "networks" | "domains") =>
    inForce[what].map((value) => ({ what, value, here: workspace[what].includes(value) }));
  return [
    { what: "timeZone", value: inForce.timeZone, here: workspace.timeZone !== null },
    ...several("networks"),
    ...several("domains"),
  ];
}

function ChangeOwn({ view }: { view: OwnPlaceView }) {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  if (!can(me, "putOwnPlace")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.change}</Button>
      {open && <OwnDialog view={view} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Among the zones that can be chosen: none. */
const UNSAID = "installation";

function OwnDialog({ view: { workspace, installation }, onClose }: { view: OwnPlaceView; onClose(): void }) {
  const [timeZone, setTimeZone] = useState<string>(workspace.timeZone ?? UNSAID);
  const [networks, setNetworks] = useState(workspace.networks.join("\n"));
  const [domains, setDomains] = useState(workspace.domains.join("\n"));
  const put = (place: OwnPlaceView["workspace"]) => call("PUT", "/v1/own-place", place);
  const save = useChange({
    send: () =>
      put({ timeZone: timeZone === UNSAID ? null : timeZone, networks: each(networks), domains: each(domains) }),
    touches: ["own-place"],
    said: () => words.saved,
    undo: () => put(workspace),
    after: onClose,
  });
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")].map((value) => ({ value, label: value }));
  return (
    <FormDialog
      title={words.title}
      description={words.changeHint}
      verb={words.save}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <Combobox
        label={words.kinds.timeZone}
        value={timeZone}
        onChange={setTimeZone}
        options={[{ value: UNSAID, label: words.asInstallation(installation.timeZone ?? "UTC") }, ...zones]}
      />
      <TextField
        label={words.networks}
        hint={words.networksHint}
        value={networks}
        onChange={setNetworks}
        lines={3}
        optional
      />
      <TextField
        label={words.domains}
        hint={words.domainsHint}
        value={domains}
        onChange={setDomains}
        lines={3}
        optional
      />
    </FormDialog>
  );
}

function each(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
}
