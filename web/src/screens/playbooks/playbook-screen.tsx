/** One playbook: what it does in words, its graph, its text, its versions and how they stand, and what can be done about it. */
import { useParams } from "@tanstack/react-router";
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { Badge } from "../../ui/badge.tsx";
import { Code } from "../../ui/code.tsx";
import { Page } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { playbook as words } from "../../words/playbooks.ts";
import { ExplainTab } from "./explain-tab.tsx";
import { GraphTab } from "./graph-tab.tsx";
import { PlaybookActions } from "./playbook-actions.tsx";
import { ShadowList } from "./shadow-list.tsx";
import { SimulatePanel } from "./simulate-panel.tsx";
import { ShareBadge, VersionStatusBadge } from "./stage-badges.tsx";
import { shownVersion, useVersion, useVersions } from "./use-playbooks.ts";
import { VersionList } from "./version-list.tsx";

const TABS = ["explain", "graph", "source", "versions", "shadows", "trial"] as const;

export default function PlaybookScreen() {
  const { name = "" } = useParams({ strict: false }) as { name?: string };
  const [{ tab: asked, version: wanted, incident = "", step = "" }, setAddress] = useAddress();
  const { data: me } = useMe();
  const versions = useVersions(name);
  const standing = versions.data && shownVersion(versions.data, wanted);
  const version = useVersion(name, standing?.number);
  const error = versions.error ?? version.error;
  const { data } = version;
  const tab = TABS.find((key) => key === asked) ?? "explain";
  const tabs = TABS.filter((key) => key !== "trial" || can(me, "postPlaybooksSimulate"));
  const contents = data !== undefined && {
    explain: <ExplainTab playbook={data} />,
    graph: <GraphTab playbook={data} />,
    source: (
      <div className="p-4">
        <Code label={words.sourceLabel(name)} text={data.source} />
      </div>
    ),
    versions: <VersionList name={name} versions={versions.data ?? []} shown={data.number} />,
    shadows: <ShadowList name={name} />,
    trial: <SimulatePanel key={data.number} source={data.source} incident={incident} halt={step} picture />,
  };
  return (
    <Page
      title={data?.title ?? name}
      aside={
        standing !== undefined && (
          <>
            <Badge>{words.shown(standing.number)}</Badge>
            <VersionStatusBadge value={standing.status} />
            {standing.share !== null && <ShareBadge share={standing.share} />}
          </>
        )
      }
      actions={<PlaybookActions name={name} versions={versions.data ?? []} standing={standing} />}
    >
      {error !== null && <ErrorState error={error} onRetry={() => void versions.refetch()} />}
      {error === null && contents === false && <Loading what={words.loading} lines={14} />}
      {contents !== false && (
        <div className="flex min-h-0 flex-1 bg-panel">
          <Tabs
            label={words.tabsLabel}
            value={tab}
            onChange={(to) => setAddress({ tab: to === "explain" ? "" : to }, { replace: true })}
            tabs={tabs.map((key) => ({ key, title: words.tabs[key], content: contents[key] }))}
          />
        </div>
      )}
    </Page>
  );
}
