/** What people and screens ask, each with other values every time. */
import { compileFilter } from "../../src/expression/filter.ts";
import { type AlertFilter, countAlerts, listAlerts } from "../../src/store/alert-read.ts";
import type { Client } from "../../src/store/database.ts";
import { countIncidents, type IncidentFilter, listIncidents } from "../../src/store/incident-read.ts";
import { WEEKS } from "./load.ts";

/** Answers how many rows it found, so that nothing is measured that finds nothing. */
export type Question = (client: Client, workspace: string) => Promise<number>;

const limit = 50;
const WEEK_MS = 7 * 86_400_000;
const pick = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] as T;
const queue = () => pick(["tier-1", "tier-2"]);

function entity(): string {
  const e = Math.floor(50_000 * Math.random() ** 3);
  return e % 2 === 0 ? `user${e}@example.com` : `10.${Math.floor(e / 65_536)}.${Math.floor(e / 256) % 256}.${e % 256}`;
}

/** An hour, anywhere in what is stored. */
function hour(): { since: string; until: string } {
  const since = Date.now() - 3_600_000 - Math.random() * (WEEKS - 1.2) * WEEK_MS;
  return { since: new Date(since).toISOString(), until: new Date(since + 3_600_000).toISOString() };
}

const alertsWhere = (text: string) => ({ where: compileFilter(text, "alerts", new Date()) });
const incidentsWhere = (text: string) => ({ where: compileFilter(text, "incidents", new Date()) });
const alerts =
  (filter: () => AlertFilter): Question =>
  (client, ws) =>
    listAlerts(client, ws, filter(), { limit }).then(({ items }) => items.length);
const incidents =
  (filter: () => IncidentFilter): Question =>
  (client, ws) =>
    listIncidents(client, ws, filter(), { limit }).then(({ items }) => items.length);

/** By group: the groups whose p99 is promised come first. */
export const QUESTIONS: Readonly<Record<string, Readonly<Record<string, Question>>>> = {
  queue: {
    "open incidents of a queue": incidents(() => ({ status: ["new", "in-progress", "on-hold"], queue: queue() })),
    "new incidents": incidents(() => ({ status: ["new"] })),
    "open, high and up, of a queue": incidents(() =>
      incidentsWhere(`open && severity >= "high" && queue == "${queue()}"`),
    ),
    "open of one type": incidents(() =>
      incidentsWhere(`open && incident.type == "class/type-${Math.floor(Math.random() * 39)}"`),
    ),
  },
  entity: {
    "alerts of an entity": alerts(() => ({ entity: [entity()] })),
    "incidents of an entity": incidents(() => ({ entity: [entity()] })),
    "grave alerts of an entity": alerts(() => alertsWhere(`entity.key == "${entity()}" && severity >= "high"`)),
  },
  range: {
    "alerts of an hour": alerts(hour),
    "grave alerts of an hour": alerts(() => ({ ...hour(), ...alertsWhere('severity >= "high"') })),
    "incidents of an hour": incidents(hour),
    "alerts of the last day of one source": alerts(() => alertsWhere('receivedAt > now - 1d && source == "Okta"')),
    "fatal alerts, newest first": alerts(() => ({ severity: ["fatal"] })),
  },
  count: {
    "alerts of an hour by severity": (client, ws) =>
      countAlerts(client, ws, hour(), ["severity"]).then(({ items }) => items.length),
    "open incidents by queue and severity": (client, ws) =>
      countIncidents(client, ws, incidentsWhere("open"), ["queue", "severity"]).then(({ items }) => items.length),
  },
  text: {
    "incidents with a rare word": incidents(() => ({ q: `campaign${Math.floor(Math.random() * 5000)}` })),
    "alerts with two words": alerts(() => ({ q: `beacon ${entity()}` })),
    "alerts with a rare word": alerts(() => ({ q: `campaign${Math.floor(Math.random() * 5000)}` })),
    "alerts with a common word": alerts(() => ({ q: "malware" })),
  },
};
