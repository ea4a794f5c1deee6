/** One connection: what is to be looked at, how it is, what comes in, what it may do, how it is set up, and how it is stopped. */
import { TriangleAlert } from "lucide-react";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { connections as words } from "../../words/connections.ts";
import { Canaries } from "./canaries.tsx";
import { ConnectionActions } from "./connection-actions.tsx";
import { Standing } from "./connection-row.tsx";
import { ConnectorActions } from "./connector-actions.tsx";
import { IntakeSection } from "./intake-section.tsx";
import { EditSettings } from "./settings-form.tsx";
import type { Whole } from "./use-connections.ts";
import { isGrave } from "./warnings.ts";

export function ConnectionDetail({ whole }: { whole: Whole }) {
  const { view, connector, warnings } = whole;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" role="group" tabIndex={0} aria-label={view.name}>
      <header className="flex flex-col gap-2 border-b border-line px-4 py-3">
        <h2 className="text-lg font-semibold">{view.name}</h2>
        <div className="flex flex-wrap items-center gap-3 text-sm text-muted">
          <Standing whole={whole} />
          <span>{connector?.title ?? view.connector}</span>
        </div>
        <ConnectionActions whole={whole} />
      </header>
      {warnings.filter(isGrave).map((warning) => (
        <p
          key={warning}
          className="flex items-start gap-2 border-b border-line bg-warn-ground px-4 py-2 text-sm text-warn"
        >
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {words.warnings[warning]}
        </p>
      ))}
      <Health whole={whole} />
      <IntakeSection whole={whole} />
      {connector !== undefined && connector.actions.length > 0 && <ConnectorActions actions={connector.actions} />}
      {connector !== undefined && (
        <Canaries name={view.name} connector={connector} stale={warnings.includes("canaryStale")} />
      )}
      {connector !== undefined && <EditSettings view={view} connector={connector} />}
    </div>
  );
}

function Health({ whole: { view } }: { whole: Whole }) {
  const { health } = view;
  if (health === null)
    return (
      <Section title={words.health}>
        <p className="text-sm text-muted">{words.warnings.untested}</p>
      </Section>
    );
  return (
    <Section title={words.health}>
      <Facts
        facts={[
          { name: words.checked, value: <Time at={health.checkedAt} /> },
          { name: health.ok ? words.healthOk : words.healthBad, value: health.message },
          { name: words.may, value: <Lines lines={health.may} /> },
          { name: words.mayNot, value: <Lines lines={health.mayNot} /> },
        ].filter(({ name }) =>
          name === words.may ? health.may.length > 0 : name !== words.mayNot || health.mayNot.length > 0,
        )}
      />
    </Section>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
