/** Every playbook in force with how far it is and how it does, and the versions that wait for somebody's word. */

import { useNavigate } from "@tanstack/react-router";
import { BookOpen, FileText, Plus } from "lucide-react";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { can, useMe } from "../../api/session.ts";
import { useKeys } from "../../app/keys.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Page, Section } from "../../ui/page.tsx";
import { ROW_LINKS, useRowLinks } from "../../ui/row-links.ts";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { RowTime } from "../../ui/time.tsx";
import { codify } from "../../words/codify.ts";
import { playbooks as words } from "../../words/playbooks.ts";
import { PlaybookTable } from "./playbook-table.tsx";
import { VersionStatusBadge } from "./stage-badges.tsx";
import { useDrafts, usePlaybooks } from "./use-playbooks.ts";

export default function PlaybooksScreen() {
  const { data, error, refetch } = usePlaybooks();
  const { data: me } = useMe();
  const navigate = useNavigate();
  const mayWrite = can(me, "postPlaybooksSubmit");
  useRowLinks(words.title, words.keys.open);
  useKeys(words.title, [
    ...(mayWrite
      ? [{ keys: "n", words: words.keys.create, run: () => void navigate({ to: "/new-playbook" as "/" }) }]
      : []),
  ]);
  const create = mayWrite && (
    <>
      <ScreenLink to="/codify" button>
        <FileText className="size-3.5" aria-hidden />
        {codify.title}
      </ScreenLink>
      <ScreenLink to="/new-playbook" button>
        <Plus className="size-3.5" aria-hidden />
        {words.create}
      </ScreenLink>
    </>
  );
  return (
    <Page title={words.title} actions={create}>
      <div
        {...ROW_LINKS}
        className="min-h-0 flex-1 overflow-y-auto bg-panel"
        role="group"
        tabIndex={0}
        aria-label={words.title}
      >
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && data === undefined && <Loading what={words.loading} lines={14} />}
        <Drafts />
        {data?.length === 0 && (
          <EmptyState icon={<BookOpen className="size-8" aria-hidden />} title={words.none} action={create}>
            {words.noneHint}
          </EmptyState>
        )}
        {data !== undefined && data.length > 0 && <PlaybookTable rows={data} />}
      </div>
    </Page>
  );
}

function Drafts() {
  const { data = [] } = useDrafts();
  const title = usePlaybookTitle();
  if (data.length === 0) return null;
  return (
    <Section title={words.drafts}>
      <ul className="flex flex-col gap-1.5">
        {data.map(({ name, number, status, createdBy, since }) => (
          <li key={`${name}@${number}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <VersionStatusBadge value={status} />
            <ScreenLink to={`/playbooks/${name}`} search={{ tab: "versions", version: String(number) }}>
              {title(name)} {words.number(number)}
            </ScreenLink>
            <span className="text-xs text-muted">
              {words.draftBy(actorName(createdBy))} <RowTime at={since} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
