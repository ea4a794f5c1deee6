/** What was recorded: the log of who did what, with what proves it, and the figures that auditors ask for. */
import { useAddress } from "../../app/address.ts";
import { Page } from "../../ui/page.tsx";
import { type Tab, Tabs } from "../../ui/tabs.tsx";
import { evidence as words } from "../../words/evidence.ts";
import { AuditTab } from "./audit-tab.tsx";
import { ControlsTab } from "./controls-tab.tsx";
import { ExportButton } from "./export-button.tsx";
import { FiguresTab } from "./figures-tab.tsx";

type Key = keyof typeof words.tabs;

const TABS: Tab<Key>[] = [
  { key: "audit", title: words.tabs.audit, content: <AuditTab /> },
  { key: "figures", title: words.tabs.figures, content: <FiguresTab /> },
  { key: "controls", title: words.tabs.controls, content: <ControlsTab /> },
];

export default function EvidenceScreen() {
  const [{ tab }, setAddress] = useAddress();
  const shown = TABS.find(({ key }) => key === tab)?.key ?? "audit";
  return (
    <Page title={words.title} actions={<ExportButton />}>
      <Tabs
        label={words.title}
        value={shown}
        tabs={TABS}
        onChange={(to) => setAddress({ tab: to === "audit" ? "" : to, id: "" })}
      />
    </Page>
  );
}
