/** Every product that can be connected: found by name or by what it can do, and set up in a form of its own. */
import type { ConnectorView } from "../../../../src/api/contract/connection.ts";
import { useConnectors } from "../../api/capabilities.ts";
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { INPUT } from "../../ui/field.tsx";
import { ListDetail } from "../../ui/list-detail.tsx";
import { Section } from "../../ui/page.tsx";
import { optionsOf, Select } from "../../ui/select.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { addToast } from "../../ui/toast.tsx";
import { connections as words } from "../../words/connections.ts";
import { ConnectorActions } from "./connector-actions.tsx";
import { fitting, type Kind } from "./fitting.ts";
import { SettingsForm } from "./settings-form.tsx";

export function Catalogue() {
  const [{ id = "", find = "", kind = "all" }, setAddress] = useAddress();
  const { data, error, refetch } = useConnectors();
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  const rows = fitting(data, find, kind as Kind);
  return (
    <div className="flex h-full min-h-0">
      <ListDetail
        label={words.tabs.catalogue}
        rows={rows}
        rowKey={(one) => one.id}
        chosen={id}
        onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
        row={(one) => <ConnectorRow connector={one} />}
        detail={(one) => {
          const found = data.find((connector) => connector.id === one);
          return found === undefined ? null : <ConnectorDetail key={one} connector={found} />;
        }}
        head={
          <div className="flex flex-col gap-2 border-b border-line px-3 py-2">
            <input
              type="search"
              value={find}
              onChange={(event) => setAddress({ find: event.target.value, id: "" }, { replace: true })}
              aria-label={words.filter}
              placeholder={words.filter}
              className={`${INPUT} h-8`}
            />
            <Select
              label={words.kind}
              value={kind}
              options={optionsOf(words.kinds)}
              onChange={(to) => setAddress({ kind: to === "all" ? "" : to, id: "" })}
            />
          </div>
        }
        foot={rows.length === 0 && <p className="p-4 text-sm text-muted">{words.noConnector}</p>}
      />
    </div>
  );
}

function ConnectorRow({ connector: { title, takesAlerts, actions } }: { connector: ConnectorView }) {
  const what = [
    ...(takesAlerts ? [words.sendsAlerts] : []),
    ...(actions.length > 0 ? [words.acts(actions.length)] : []),
  ];
  return (
    <span className="flex flex-col gap-0.5">
      <span className="truncate font-medium">{title}</span>
      <span className="truncate text-xs text-muted">{what.join(" · ")}</span>
    </span>
  );
}

function ConnectorDetail({ connector }: { connector: ConnectorView }) {
  const { data: me } = useMe();
  const [, setAddress] = useAddress();
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" role="group" tabIndex={0} aria-label={connector.title}>
      <header className="border-b border-line px-4 py-3">
        <h2 className="text-lg font-semibold">{connector.title}</h2>
        {connector.docs.startsWith("https:") && (
          <a
            href={connector.docs}
            target="_blank"
            rel="noreferrer"
            className="text-sm text-accent underline-offset-2 hover:underline"
          >
            {words.docs}
          </a>
        )}
      </header>
      {can(me, "postConnections") && (
        <Section title={words.connect(connector.title)}>
          <SettingsForm
            connector={connector}
            onSaved={({ name }) => {
              addToast({ title: words.saved });
              setAddress({ tab: "", id: name, find: "", kind: "" });
            }}
          />
        </Section>
      )}
      {connector.actions.length > 0 && <ConnectorActions actions={connector.actions} />}
    </div>
  );
}
