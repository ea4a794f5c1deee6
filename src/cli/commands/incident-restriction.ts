import { type Command, Option } from "commander";
import type { IncidentDetail } from "../../api/contract/incident.ts";
import type { Role } from "../../model/token.ts";
import { PERSON_ROLES } from "../../model/words.ts";
import { part } from "../options.ts";
import { does } from "../session.ts";

/** `cordon incidents restrict|open|break-glass`: who may know of an incident. */
export function restrictionCommands(incidents: Command): void {
  const restrict = incidents
    .command("restrict")
    .description("let only some people and roles know of an incident, yourself among them")
    .argument("<incident>", "its number or id")
    .option("--to <people...>", "these people")
    .addOption(new Option("--role <roles...>", "everybody with one of these roles").choices(PERSON_ROLES))
    .requiredOption("--reason <text>", "why");
  does<[string], { to?: string[]; role?: Role[]; reason: string }>(
    restrict,
    async ({ client, say }, { to = [], role = [], reason }, incident) => {
      const path = `/v1/incidents/${part(incident)}/restrict`;
      const after = await client.send<IncidentDetail>("POST", path, { people: to, roles: role, reason });
      say(after, () => readersText(after));
    },
  );
  const open = incidents
    .command("open")
    .description("let everybody in the workspace know of an incident again")
    .argument("<incident>", "its number or id")
    .requiredOption("--reason <text>", "why");
  does<[string], { reason: string }>(open, async ({ client, say }, { reason }, incident) => {
    const after = await client.send<IncidentDetail>("POST", `/v1/incidents/${part(incident)}/open`, { reason });
    say(after, () => readersText(after));
  });
  const glass = incidents
    .command("break-glass")
    .description("as an admin, let yourself in to an incident you may not know of; it is written down for all who may")
    .argument("<incident>", "its number or id")
    .requiredOption("--reason <text>", "why");
  does<[string], { reason: string }>(glass, async ({ client, say }, { reason }, incident) => {
    const after = await client.send<IncidentDetail>("POST", `/v1/incidents/${part(incident)}/break-glass`, { reason });
    say(after, () => readersText(after));
  });
}

/** Who may know of it, in a line. */
export function readersText({ number, restriction }: Pick<IncidentDetail, "number" | "restriction">): string {
  if (restriction === null) return `Everybody in the workspace may know of incident ${number}.`;
  const readers = restriction.readers.map((one) => one.replace(/^person:/, "").replace(/^role:(.*)$/, "every $1"));
  const broken = restriction.brokenBy.map(({ person, reason }) => ` ${person} broke the glass: ${reason}`);
  return `Only ${readers.join(", ")} may know of incident ${number}.${broken.join("")}`;
}
