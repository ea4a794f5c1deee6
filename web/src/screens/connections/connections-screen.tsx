/** The products that Cordon hears from and acts by: what is connected and how it is, what could be, and what came and could not be read. */
import { Plus } from "lucide-react";
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { type Tab, Tabs } from "../../ui/tabs.tsx";
import { connections as words } from "../../words/connections.ts";
import { Catalogue } from "./catalogue.tsx";
import { ConnectionList } from "./connection-list.tsx";
import { DeliveryList } from "./delivery-list.tsx";
import { QuarantineList } from "./quarantine-list.tsx";

type Key = keyof typeof words.tabs;

const TABS: Tab<Key>[] = [
  { key: "list", title: words.tabs.list, content: <ConnectionList /> },
  { key: "catalogue", title: words.tabs.catalogue, content: <Catalogue /> },
  { key: "deliveries", title: words.tabs.deliveries, content: <DeliveryList /> },
  { key: "quarantine", title: words.tabs.quarantine, content: <QuarantineList /> },
];

export default function ConnectionsScreen() {
  const [{ tab }, setAddress] = useAddress();
  const { data: me } = useMe();
  const shown = TABS.find(({ key }) => key === tab)?.key ?? "list";
  const open = (to: Key) =>
    setAddress({ tab: to === "list" ? "" : to, id: "", find: "", kind: "", connection: "", unread: "" });
  const add = can(me, "postConnections") && shown !== "catalogue" && (
    <Button look="primary" icon={<Plus className="size-3.5" aria-hidden />} onClick={() => open("catalogue")}>
      {words.add}
    </Button>
  );
  return (
    <Page title={words.title} actions={add}>
      <Tabs label={words.title} value={shown} tabs={TABS} onChange={open} />
    </Page>
  );
}
