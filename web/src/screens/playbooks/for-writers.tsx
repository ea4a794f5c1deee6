/** What is only for those who may hand in a playbook; the others are told, and led to where they can read. */
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { can, useMe } from "../../api/session.ts";
import { Page } from "../../ui/page.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { editor } from "../../words/playbooks.ts";

const words = editor.readers;

interface ForWritersProps {
  title: string;
  /** The playbook that would be written; none where it is a new one. */
  name?: string | undefined;
  children: ReactNode;
}

export function ForWriters({ title, name, children }: ForWritersProps) {
  const { data: me } = useMe();
  if (can(me, "postPlaybooksSubmit")) return children;
  const way = name === undefined ? "/playbooks" : `/playbooks/${name}`;
  return (
    <Page title={title}>
      <EmptyState
        icon={<Lock className="size-8" aria-hidden />}
        title={words.title}
        action={<ScreenLink to={way}>{name === undefined ? words.list : words.read}</ScreenLink>}
      >
        {words.hint}
      </EmptyState>
    </Page>
  );
}
