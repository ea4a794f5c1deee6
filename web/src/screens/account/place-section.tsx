/** Where one works, as what, and how the console looks. */
import { useState } from "react";
import type { Me } from "../../../../src/api/contract/session.ts";
import { useMe } from "../../api/session.ts";
import { useWorkspaceChange } from "../../api/workspace.ts";
import { chooseTheme, chosenTheme } from "../../app/theme.ts";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { optionsOf, Select } from "../../ui/select.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { account as words } from "../../words/account.ts";
import { roles as roleWords } from "../../words/scales.ts";

export function PlaceSection() {
  const { data: me } = useMe();
  const [theme, setTheme] = useState(chosenTheme());
  if (me === undefined) return null;
  const look = (
    <div className="max-w-56">
      <Select
        label={words.theme}
        value={theme}
        options={optionsOf(words.themes)}
        onChange={(to) => {
          chooseTheme(to);
          setTheme(to);
        }}
      />
    </div>
  );
  return (
    <Section title={words.title}>
      <Facts
        facts={[
          { name: words.roles, value: me.roles.map((role) => roleWords[role]).join(", ") },
          { name: words.workspace, value: <Workspace me={me} /> },
          { name: words.theme, value: look },
        ]}
      />
    </Section>
  );
}

function Workspace({ me }: { me: Me }) {
  const go = useWorkspaceChange();
  if (me.workspaces.length < 2) return me.workspace.name;
  return (
    <div className="max-w-56">
      <Select
        label={words.changeWorkspace}
        value={me.workspace.id}
        options={me.workspaces.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(to) => go.mutate(to)}
      />
      <Wrong error={go.error} />
    </div>
  );
}
