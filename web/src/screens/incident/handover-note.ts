/** What whoever goes on with an incident has to know, as text that can be sent anywhere. */
import { defanged } from "../../ui/defang.ts";
import { incident as words } from "../../words/incident.ts";
import { dispositions, severities, statuses } from "../../words/scales.ts";
import { times } from "../../words/times.ts";
import { runningClocks } from "../queue/next-clock.ts";
import type { Detail } from "./incident-detail.ts";
import { openMatters } from "./open-matters.ts";

/** In Markdown. Everything from outside is defanged: a note is pasted where links become live. */
export function handoverNote(incident: Detail): string {
  const { number, title, severity, status, disposition, dispositionReason, owner, entityName, entityKey } = incident;
  const { note, facts } = words;
  const done = incident.effects
    .filter((effect) => effect.status === "applied" || effect.status === "verified")
    .map((effect) => `${effect.capability} ${effect.entityKey} (${effect.connection}, ${effect.status})`);
  const clocks = runningClocks(incident).map(({ kind, by }) => `${words.clocks[kind]}: ${times.exact(by)}`);
  const open = [...openMatters(incident).map(({ text }) => text), ...clocks, ...incident.handoffQuestions];
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
