/** `cordon taxonomy effect` and `cordon policy effect`: what a draft would have made of the past. */
import type { Command } from "commander";
import type { PolicyEffect, TaxonomyEffect } from "../../api/contract/change-effect.ts";
import { moment } from "../options.ts";
import { policyFiles, taxonomyFiles } from "../read-content.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, section, table, time } from "../show.ts";

interface Period {
  since: string;
  until?: string;
}

export function addTaxonomyEffect(taxonomy: Command): void {
  const command = period(
    taxonomy
      .command("effect")
      .description("say which past incidents a taxonomy would name, rank or respond to otherwise; nothing changes")
      .argument("[folder]", "", "taxonomy"),
  );
  does<[string], Period>(command, async ({ client, say, note }, given, folder) => {
    note("Reading the incidents …");
    const body = { files: taxonomyFiles(folder), ...given };
    const effect = await client.send<TaxonomyEffect>("POST", "/v1/taxonomy/effect", body);
    say(effect, () => taxonomyText(effect));
  });
}

export function addPolicyEffect(policy: Command): void {
  const command = period(
    policy
      .command("effect")
      .description("say which effects of the past policies would decide otherwise; nothing changes")
      .argument("[folder]", "", "policies"),
  );
  does<[string], Period>(command, async ({ client, say, note }, given, folder) => {
    note("Reading the effects …");
    const body = { files: await policyFiles(folder), ...given };
    const effect = await client.send<PolicyEffect>("POST", "/v1/policies/effect", body);
    say(effect, () => policyText(effect));
  });
}

function period(command: Command): Command {
  return command
    .option("--since <time>", "from then on: a time, or 30d for so many days ago", moment, moment("30d"))
    .option("--until <time>", "and before", moment);
}

function rangeText({ from, to, cut }: { from: string; to: string; cut: boolean }): string {
  return `from ${time(from)} to ${time(to)}${cut ? " (cut: there are more)" : ""}`;
}

function taxonomyText(effect: TaxonomyEffect): string {
  const parts = [
    fields([
      ["incidents", `${effect.incidents}, ${rangeText(effect)}`],
      ["would be otherwise", effect.changed],
    ]),
  ];
  const moves = (title: string, of: TaxonomyEffect["types"]) => {
    const rows = of.map(({ from, to, incidents }) => [from ?? "none", to ?? "none", incidents]);
    if (rows.length > 0) parts.push(section(title, table(["now", "then", "incidents"], rows)));
  };
  moves("Types", effect.types);
  moves("Priorities", effect.priorities);
  moves("First words", effect.dispositions);
  moves("Playbooks", effect.playbooks);
  return parts.join("\n");
}

function policyText(effect: PolicyEffect): string {
  const counts = ({ allow, ask, refuse }: PolicyEffect["draft"]) => `${allow} allowed, ${ask} asked, ${refuse} refused`;
  const rows = effect.moves.map(({ capability, from, to, effects }) => [capability, from, to, effects]);
  const shown = effect.examples.map(({ incident, entity, from, to, reason }) => [
    incident,
    entity,
    `${from} → ${to}`,
    safeLine(reason),
  ]);
  return [
    fields([
      ["effects", `${effect.effects}, ${rangeText(effect)}`],
      ["in force", counts(effect.inForce)],
      ["then", counts(effect.draft)],
      ["would be otherwise", effect.changed],
      ["budgets", "left out: what is allowed may have been one too many"],
    ]),
    ...(rows.length > 0 ? [section("Changes", table(["capability", "now", "then", "effects"], rows))] : []),
    ...(shown.length > 0 ? [section("For example", table(["incident", "entity", "change", "why"], shown))] : []),
  ].join("\n");
}
