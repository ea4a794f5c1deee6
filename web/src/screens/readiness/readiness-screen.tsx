/** How ready a workspace is for automated response: six dimensions, what holds the others back, and the way there. */
import { useQuery } from "@tanstack/react-query";
import type { Readiness } from "../../../../src/api/contract/readiness.ts";
import { read } from "../../api/client.ts";
import { useAddress } from "../../app/address.ts";
import { Badge } from "../../ui/badge.tsx";
import { Page } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { type Tab, Tabs } from "../../ui/tabs.tsx";
import { readiness as words } from "../../words/readiness.ts";
import { Assessment } from "./assessment.tsx";
import { HistoryTab } from "./history-tab.tsx";

type Key = keyof typeof words.tabs;

export default function ReadinessScreen() {
  const [{ tab }, setAddress] = useAddress();
  const { data, error, refetch } = useQuery({
    queryKey: ["readiness"],
    queryFn: ({ signal }) => read<Readiness>("/v1/readiness", {}, signal),
  });
  const tabs: Tab<Key>[] = [
    { key: "now", title: words.tabs.now, content: data && <Assessment readiness={data} /> },
    { key: "history", title: words.tabs.history, content: data && <HistoryTab dimensions={data.dimensions} /> },
  ];
  const badge = data && <Badge tone={data.ready ? "good" : "warn"}>{data.ready ? words.ready : words.notReady}</Badge>;
  return (
    <Page title={words.title} aside={badge}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what={words.loading} />}
      {data !== undefined && (
        <Tabs
          label={words.title}
          tabs={tabs}
          value={tab === "history" ? "history" : "now"}
          onChange={(to) => setAddress({ tab: to === "now" ? "" : to })}
        />
      )}
    </Page>
  );
}
