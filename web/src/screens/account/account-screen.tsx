/** One's own account: how one signs in, where one is signed in, and how the console looks. */
import { useMe } from "../../api/session.ts";
import { Page } from "../../ui/page.tsx";
import { account as words } from "../../words/account.ts";
import { PasswordSection } from "./password-section.tsx";
import { PlaceSection } from "./place-section.tsx";
import { SecondFactors, useOwnFactors } from "./second-factors.tsx";
import { SessionsSection } from "./sessions-section.tsx";

export default function AccountScreen() {
  const { data: me } = useMe();
  const { isPending } = useOwnFactors();
  return (
    <Page
      title={words.title}
      aside={me !== undefined && <span className="text-muted">{words.signedInAs(me.name, me.workspace.name)}</span>}
    >
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="max-w-3xl">
          <PlaceSection />
          <PasswordSection />
          <SecondFactors />
          {!isPending && <SessionsSection />}
        </div>
      </div>
    </Page>
  );
}
