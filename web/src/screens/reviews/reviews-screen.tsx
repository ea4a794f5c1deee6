/** How playbooks do and what has changed, for people to answer; what was decided, and how far playbooks are trusted. */
import { useAddress } from "../../app/address.ts";
import { Page } from "../../ui/page.tsx";
import { type Tab, Tabs } from "../../ui/tabs.tsx";
import { reviews as words } from "../../words/reviews.ts";
import { AutonomyTab } from "./autonomy-tab.tsx";
import { DecisionsTab } from "./decisions-tab.tsx";
import { DriftTab } from "./drift-tab.tsx";
import { ReviewsTab } from "./reviews-tab.tsx";
import { RunButton } from "./run-button.tsx";

type Key = keyof typeof words.tabs;

const TABS: Tab<Key>[] = [
  { key: "reviews", title: words.tabs.reviews, content: <ReviewsTab /> },
  { key: "drifts", title: words.tabs.drifts, content: <DriftTab /> },
  { key: "decisions", title: words.tabs.decisions, content: <DecisionsTab /> },
  { key: "autonomy", title: words.tabs.autonomy, content: <AutonomyTab /> },
];

export default function ReviewsScreen() {
  const [{ tab }, setAddress] = useAddress();
  const shown = TABS.find(({ key }) => key === tab)?.key ?? "reviews";
  return (
    <Page title={words.title} actions={shown === "reviews" && <RunButton />}>
      <Tabs
        label={words.title}
        value={shown}
        tabs={TABS}
        onChange={(to) => setAddress({ tab: to === "reviews" ? "" : to, id: "", kind: "", status: "" })}
      />
    </Page>
  );
}
