/** What a product can do by its connector, with the rights that takes. */
import type { ConnectorView } from "../../../../src/api/contract/connection.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Section } from "../../ui/page.tsx";
import { connections as words } from "../../words/connections.ts";
import { effectClasses } from "../../words/scales.ts";

type Action = ConnectorView["actions"][number];

const TONES: Readonly<Record<Action["effect"], Tone>> = {
  observe: "quiet",
  notify: "info",
  record: "info",
  contain: "violet",
  eradicate: "danger",
  recover: "good",
};

function said({ permissions, effect, readBack, idempotent }: Action): string[] {
  const needs = permissions.length === 0 ? [] : [words.needs(permissions.join(", "))];
  if (effect === "observe") return needs;
  return [...needs, readBack ? words.readBack : words.notReadBack, words.repeated[`${idempotent}`]];
}

export function ConnectorActions({ actions }: { actions: readonly Action[] }) {
  return (
    <Section title={words.actions}>
      <ul className="flex flex-col gap-2">
        {actions.map((one) => (
          <li key={one.capability} className="flex flex-wrap items-baseline gap-x-3 text-sm">
            <span className="w-20 shrink-0">
              <Badge tone={TONES[one.effect]}>{effectClasses[one.effect]}</Badge>
            </span>
            <span className="min-w-0 flex-1">
              {one.title} <span className="font-mono text-xs text-muted">{one.capability}</span>
              <span className="block text-xs text-muted">{said(one).join("; ")}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
