/** `cordon playbook shadow`: what a version would have done, beside what was done. */
import type { Command } from "commander";
import type { Shadow } from "../../api/contract/version.ts";
import { count, part, versionNumber } from "../options.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";
import { table } from "../show.ts";

type Compared = Pick<Shadow["shadow"], "version" | "status" | "outcome" | "effects">;

export function addShadow(playbook: Command): void {
  const command = playbook
    .command("shadow")
    .description("show what a version would have done as a shadow, beside what was done")
    .argument("<name>")
    .option("--version <version>", "one version; all unless given", versionNumber)
    .option("--limit <count>", "at most so many", count, 50);
  does<[string], { version?: number; limit: number }>(command, async ({ client, say }, { version, limit }, name) => {
    const page = await client.list<Shadow>(`/v1/playbooks/${part(name)}/shadows`, { version }, limit);
    say(page, () => `${tableOf(page.items)}\n${sumOf(page.items)}`);
  });
}

function tableOf(shadows: Shadow[]): string {
  const rows = shadows.map(({ incidentNumber, shadow, real, difference }) => [
    incidentNumber,
    difference,
    real === null ? "no run" : comparedText(real),
    comparedText(shadow),
  ]);
  return table(["incident", "difference", "in force", "shadow"], rows, { empty: "No shadow has run." });
}

function comparedText({ version, status, outcome, effects }: Compared): string {
  const did = effects.map(({ capability, entityKey, decision }) => {
    const how = decision === "allow" ? "" : ` (${decision})`;
    return `${capability}${entityKey === "" ? "" : ` ${entityKey}`}${how}`;
  });
  return safeLine(`@${version} ${outcome ?? status}${did.length === 0 ? "" : `: ${did.join(", ")}`}`);
}

function sumOf(shadows: Shadow[]): string {
  const of = (difference: Shadow["difference"]) => shadows.filter((one) => one.difference === difference).length;
  return `${shadows.length} shown: ${of("none")} alike, ${of("outcome")} with another outcome, ${of("effects")} with other effects, ${of("open")} not over.`;
}
