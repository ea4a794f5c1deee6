import type { Command } from "commander";
import type { ReplayReport } from "../../api/contract/belonging.ts";
import { moment } from "../options.ts";
import { taxonomyFiles } from "../read-content.ts";
import { does } from "../session.ts";
import { fields, section, table, time } from "../show.ts";

/** `cordon taxonomy replay`. */
export function addReplay(taxonomy: Command): void {
  const replay = taxonomy
    .command("replay")
    .description("try the rules about alerts that belong together on those that are stored; nothing changes")
    .argument("[folder]", "a taxonomy to try; the one in force unless given")
    .option("--since <time>", "alerts received since: a time, or 7d for a week ago", moment, moment("7d"))
    .option("--to <time>", "and before", moment);
  does<[string?], { since: string; to?: string }>(replay, async ({ client, say, note }, { since, to }, folder) => {
    const files = folder === undefined ? {} : { files: taxonomyFiles(folder) };
    note("Reading the alerts …");
    const body = { ...files, from: since, ...(to === undefined ? {} : { to }) };
    const report = await client.send<ReplayReport>("POST", "/v1/taxonomy/replay", body);
    say(report, () => reportText(report));
  });
}

const WHAT = { duplicates: "folded", correlate: "joined", storms: "folded into a storm", suppression: "held back" };

function reportText(one: ReplayReport): string {
  const parts = [
    fields([
      [
        "alerts",
        `${one.alerts}, received from ${time(one.from)} to ${time(one.to)}${one.cut ? " (cut: there are more)" : ""}`,
      ],
      ["incidents now", one.incidents.now],
      ["incidents by these rules", one.incidents.replayed],
    ]),
  ];
  const rules = one.rules.map(({ kind, id, alerts }) => [id, WHAT[kind], alerts]);
  if (rules.length > 0) parts.push(section("Rules", table(["rule", "what", "alerts"], rules)));
  const joined = one.joined.map((numbers) => [numbers.join(", ")]);
  if (joined.length > 0) parts.push(section("Would be one", table(["incidents"], joined)));
  const parted = one.parted.map(({ incident, into }) => [incident, into]);
  if (parted.length > 0) parts.push(section("Would be several", table(["incident", "into"], parted)));
  return parts.join("\n");
}
