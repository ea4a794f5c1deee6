/** One incident: what it is, what happened, what was done, what is open, and everything a person can do about it. */

import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useNamesPending } from "../../api/names.ts";
import { Coming } from "../../app/coming.tsx";
import { onceMore } from "../../ui/once-more.ts";
import { Page } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { incident as words } from "../../words/incident.ts";
import { proposals } from "../../words/proposals.ts";
import { AlertsTab } from "./alerts-tab.tsx";
import { BreakGlass } from "./break-glass.tsx";
import { FactsPanel } from "./facts-panel.tsx";
import { IncidentActions, type IncidentDialog } from "./incident-actions.tsx";
import { type Detail, useIncident } from "./incident-detail.ts";
import { IncidentHead } from "./incident-head.tsx";
import { useIncidentKeys } from "./incident-keys.ts";
import { ResponseTab } from "./response-tab.tsx";
import { SimilarTab } from "./similar-tab.tsx";
import { TimelineTab } from "./timeline-tab.tsx";

const EntitiesTab = lazy(onceMore(() => import("./entities-tab.tsx")));
const IncidentDialogs = lazy(onceMore(() => import("./incident-dialogs.tsx")));
const ProposalsTab = lazy(onceMore(() => import("./proposals-tab.tsx")));
const TAB_KEYS = ["timeline", "alerts", "response", "entities", "similar", "proposals"] as const;

export default function IncidentScreen() {
  const { incident: ref = "" } = useParams({ strict: false }) as { incident?: string };
  const { data: found, error, refetch } = useIncident(ref);
  const data = useNamesPending() ? undefined : found;
  const [dialog, setDialog] = useState<IncidentDialog | null>(null);
  const title = words.title(data?.number ?? ref);
  return (
    <Page title={title} actions={data !== undefined && <IncidentActions incident={data} onOpen={setDialog} />}>
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {found === undefined && <BreakGlass of={ref} error={error} />}
      {error === null && data === undefined && <Loading what={words.loading} lines={14} />}
      {data !== undefined && <Whole incident={data} onDialog={setDialog} />}
      <Suspense fallback={<Coming />}>
        {data !== undefined && dialog !== null && (
          <IncidentDialogs dialog={dialog} incident={data} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </Page>
  );
}

function Whole({ incident, onDialog }: { incident: Detail; onDialog(dialog: IncidentDialog): void }) {
  const search = useSearch({ strict: false }) as { tab?: string };
  const tab = TAB_KEYS.find((key) => key === search.tab) ?? "timeline";
  const navigate = useNavigate();
  const show = (to: (typeof TAB_KEYS)[number]) =>
    void navigate({ to: `/incidents/${incident.number}` as "/", search: { tab: to } as never, replace: true });
  const { history } = useRouter();
  // Whoever came by a link from elsewhere would leave the console.
  const back = () => (history.canGoBack() ? history.back() : void navigate({ to: "/" }));
  useIncidentKeys(incident, { back, open: onDialog, comment: () => show("timeline") });
  const contents = {
    timeline: <TimelineTab incident={incident} />,
    alerts: <AlertsTab incident={incident} />,
    response: <ResponseTab incident={incident} />,
    entities: (
      <Suspense fallback={<Loading what={words.entities.list} />}>
        <EntitiesTab incident={incident} />
      </Suspense>
    ),
    similar: <SimilarTab incident={incident} />,
    proposals: (
      <Suspense fallback={<Loading what={proposals.loading} />}>
        <ProposalsTab incident={incident} />
      </Suspense>
    ),
  };
  const counts: Partial<Record<keyof typeof contents, number>> = {
    alerts: incident.alertCount,
    response: incident.effects.length,
  };
  return (
    <div className="flex min-h-0 flex-1 bg-panel max-lg:flex-col max-lg:overflow-y-auto">
      <div className="flex min-w-0 flex-1 flex-col">
        <IncidentHead incident={incident} />
        <Tabs
          label={words.tabsLabel}
          value={tab}
          onChange={show}
          tabs={TAB_KEYS.map((key) => ({
            ...{ key, title: words.tabs[key], content: contents[key] },
            ...(counts[key] === undefined ? {} : { count: counts[key] }),
          }))}
        />
      </div>
      <FactsPanel incident={incident} />
    </div>
  );
}
