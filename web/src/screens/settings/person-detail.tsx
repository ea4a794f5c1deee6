/** One person: what they may do, where they are signed in. */
import type { Person } from "../../../../src/model/person.ts";
import { Badge } from "../../ui/badge.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { roles as roleWords } from "../../words/scales.ts";
import { settings, people as words } from "../../words/settings.ts";
import { PersonActions } from "./person-actions.tsx";
import { PersonSessions } from "./person-sessions.tsx";
import { PersonStatus } from "./person-status.tsx";

export function PersonDetail({ person }: { person: Person }) {
  const { name, roles, status, createdAt, lastSeenAt } = person;
  const badges = (
    <span className="flex flex-wrap gap-1">
      {roles.map((role) => (
        <Badge key={role} tone={role === "admin" ? "violet" : "info"}>
          {roleWords[role]}
        </Badge>
      ))}
    </span>
  );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="min-w-0 truncate text-base font-semibold">{name}</h2>
        <PersonStatus status={status} />
        <div className="ml-auto flex flex-wrap gap-1.5">
          <PersonActions person={person} />
        </div>
      </div>
      <Section title={settings.roles}>
        <Facts
          facts={[
            { name: settings.roles, value: badges },
            { name: words.created, value: <Time at={createdAt} /> },
            { name: words.seen, value: lastSeenAt === null ? words.never : <Time at={lastSeenAt} /> },
          ]}
        />
      </Section>
      <PersonSessions name={name} />
    </div>
  );
}
