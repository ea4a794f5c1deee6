/** What whoever goes on with an incident has to know, as text that can be sent anywhere. */
import { defanged } from "../../ui/defang.ts";
import { journal } from "../../words/containment.ts";
import { incident as words } from "../../words/incident.ts";
import { dispositions, severities, statuses } from "../../words/scales.ts";
import { times } from "../../words/times.ts";
import { runningClocks } from "../queue/next-clock.ts";
import type { Detail } from "./incident-detail.ts";
import { openMatters } from "./open-matters.ts";

/** In Markdown, with capabilities as `titled` calls them. Everything from outside is defanged: a note is pasted where links become live. */
export function handoverNote(incident: Detail, titled = (capability: string) => capability): string {
  const { number, title, severity, status, disposition, dispositionReason, owner, entityName, entityKey } = incident;
  const { note, facts } = words;
  const called = ({ capability, entityKey: on }: { capability: string; entityKey: string }) =>
    on === "none" ? titled(capability) : `${titled(capability)} ${on}`;
  const done = incident.effects
    .filter((effect) => effect.status === "applied" || effect.status === "verified")
    .map((effect) => `${called(effect)} (${effect.connection}, ${journal.statuses[effect.status].toLowerCase()})`)
    .reverse();
  const clocks = runningClocks(incident).map(({ kind, by }) => `${words.clocks[kind]}: ${times.exact(by)}`);
  const matters = openMatters(incident).filter(({ kind }) => kind !== "lease");
  const held = incident.containment
    .filter(({ status: now }) => now === "active" || now === "releasing")
    .map((lease) => note.held(called(lease), times.exact(lease.expiresAt)));
  const open = [...matters.map(({ text }) => text), ...held, ...clocks, ...incident.handoffQuestions];
  const lines = [
    `# ${note.heading(number, title)}`,
    "",
    `${severities[severity]} · ${statuses[status]} · ${dispositions[disposition]} · ${facts.owner}: ${owner ?? facts.nobody}`,
    "",
    `## ${note.what}`,
    ...bullets([
      `${facts.entity}: ${entityName || entityKey}`,
      dispositionReason,
      incident.handoffReason ?? "",
      ...incident.alerts.slice(0, 5).map((alert) => `${times.exact(alert.time)}: ${alert.title} (${alert.source})`),
    ]),
    "",
    `## ${note.done}`,
    ...bullets(done.length === 0 ? [note.nothingDone] : done),
    "",
    `## ${note.open}`,
    ...bullets(open.length === 0 ? [note.nothingOpen] : open),
  ];
  return defanged(lines.join("\n"));
}

/** One line each, whatever line breaks were in them. */
function bullets(texts: readonly string[]): string[] {
  return texts.filter((text) => text !== "").map((text) => `- ${text.replace(/\s+/g, " ")}`);
}
