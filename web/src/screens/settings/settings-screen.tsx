/** Who may come in and do what, who is asked, what is kept, and what is held back. */
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { Page } from "../../ui/page.tsx";
import { type Tab, Tabs } from "../../ui/tabs.tsx";
import { settings as words } from "../../words/settings.ts";
import { ModelTab } from "./model-tab.tsx";
import { OnCallTab } from "./on-call-tab.tsx";
import { OwnTab } from "./own-tab.tsx";
import { PeopleTab } from "./people-tab.tsx";
import { RetentionTab } from "./retention-tab.tsx";
import { SignInTab } from "./sign-in-tab.tsx";
import { SuppressionsTab } from "./suppressions-tab.tsx";
import { TokensTab } from "./tokens-tab.tsx";
import { ViewsTab } from "./views-tab.tsx";
import { WorkspacesTab } from "./workspaces-tab.tsx";

type Key = keyof typeof words.tabs;

/** Each for those who may read it. */
const TABS: (Tab<Key> & { needs: string })[] = [
  { key: "people", title: words.tabs.people, content: <PeopleTab />, needs: "getPeople" },
  { key: "workspaces", title: words.tabs.workspaces, content: <WorkspacesTab />, needs: "getWorkspaces" },
  { key: "tokens", title: words.tabs.tokens, content: <TokensTab />, needs: "getTokens" },
  { key: "signIn", title: words.tabs.signIn, content: <SignInTab />, needs: "getSignInPolicy" },
  { key: "onCall", title: words.tabs.onCall, content: <OnCallTab />, needs: "getOnCall" },
  { key: "own", title: words.tabs.own, content: <OwnTab />, needs: "getOwnPlace" },
  { key: "retention", title: words.tabs.retention, content: <RetentionTab />, needs: "getRetention" },
  { key: "suppressions", title: words.tabs.suppressions, content: <SuppressionsTab />, needs: "getSuppressions" },
  { key: "views", title: words.tabs.views, content: <ViewsTab />, needs: "getViews" },
  { key: "model", title: words.tabs.model, content: <ModelTab />, needs: "getModel" },
];

export default function SettingsScreen() {
  const [{ tab }, setAddress] = useAddress();
  const { data: me } = useMe();
  const tabs = TABS.filter(({ needs }) => can(me, needs));
  const first = tabs[0]?.key ?? "onCall";
  const shown = tabs.find(({ key }) => key === tab)?.key ?? first;
  return (
    <Page title={words.title}>
      <Tabs
        label={words.title}
        value={shown}
        tabs={tabs}
        onChange={(to) => setAddress({ tab: to === first ? "" : to, id: "", all: "" })}
      />
    </Page>
  );
}
