/** `cordon playbook promote|rollback|retire`: which version responds, and to what share of the incidents. */
import { type Command, InvalidArgumentError } from "commander";
import type { StandingVersion } from "../../api/contract/version.ts";
import type { Share } from "../../model/playbook-version.ts";
import { part, versionNumber } from "../options.ts";
import { does } from "../session.ts";
import { standingText } from "./playbook-versions.ts";

const WHY = "why; it goes to the record";

export function addPromotion(playbook: Command): void {
  const promote = playbook
    .command("promote")
    .description("give a version a share of a playbook's incidents")
    .argument("<name>")
    .requiredOption("--version <version>", "which version", versionNumber)
    .requiredOption("--share <share>", "shadow, or a percentage from 1 to 100", share);
  does<[string], { version: number; share: Share }>(promote, async ({ client, say }, body, name) => {
    const promoted = await client.send<StandingVersion>("POST", `/v1/playbooks/${part(name)}/promote`, body);
    say(promoted, () => standingText(promoted));
  });
  const rollback = playbook
    .command("rollback")
    .description("end a version's share, or where there is none go back to the version in force before")
    .argument("<name>")
    .requiredOption("--reason <text>", WHY);
  does<[string], { reason: string }>(rollback, async ({ client, say }, { reason }, name) => {
    const now = await client.send<StandingVersion>("POST", `/v1/playbooks/${part(name)}/rollback`, { reason });
    say(now, () => standingText(now));
  });
  const retire = playbook
    .command("retire")
    .description("take a playbook out of force, or withdraw one of its versions")
    .argument("<name>")
    .option("--version <version>", "the one in force unless given", versionNumber)
    .requiredOption("--reason <text>", WHY);
  does<[string], { version?: number; reason: string }>(retire, async ({ client, say }, { version, reason }, name) => {
    const body = { reason, ...(version === undefined ? {} : { version }) };
    const retired = await client.send<StandingVersion>("POST", `/v1/playbooks/${part(name)}/retire`, body);
    say(retired, () => standingText(retired));
  });
}

function share(text: string): Share {
  if (text === "shadow") return text;
  const percent = /^\d{1,3}%?$/.test(text) ? Number.parseInt(text, 10) : 0;
  if (percent < 1 || percent > 100)
    throw new InvalidArgumentError("Expected shadow, or a percentage from 1 to 100 such as 10.");
  return percent;
}
