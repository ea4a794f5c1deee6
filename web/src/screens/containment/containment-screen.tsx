/** What the machine holds now, and how it is held back: the ledger, the stop button, breakers, and the journal of all effects. */
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { Page } from "../../ui/page.tsx";
import { type Tab, Tabs } from "../../ui/tabs.tsx";
import { containment as words } from "../../words/containment.ts";
import { BreakersPanel } from "./breakers-panel.tsx";
import { JournalList } from "./journal-list.tsx";
import { Ledger } from "./ledger.tsx";
import { ReleaseAllButton } from "./release-all.tsx";
import { StopPanel } from "./stop-panel.tsx";

type Key = keyof typeof words.tabs;

const TABS: Tab<Key>[] = [
  { key: "ledger", title: words.tabs.ledger, content: <Ledger of="ledger" /> },
  { key: "stop", title: words.tabs.stop, content: <StopPanel /> },
  { key: "breakers", title: words.tabs.breakers, content: <BreakersPanel /> },
  { key: "journal", title: words.tabs.journal, content: <JournalList /> },
  { key: "past", title: words.tabs.past, content: <Ledger of="past" /> },
];

export default function ContainmentScreen() {
  const [{ tab }, setAddress] = useAddress();
  const { data: me } = useMe();
  const shown = TABS.find(({ key }) => key === tab)?.key ?? "ledger";
  return (
    <Page title={words.title} actions={can(me, "postContainmentRelease") && <ReleaseAllButton />}>
      <Tabs
        label={words.title}
        value={shown}
        tabs={TABS}
        onChange={(to) => setAddress({ tab: to === "ledger" ? "" : to, id: "", entity: "", status: "", class: "" })}
      />
    </Page>
  );
}
