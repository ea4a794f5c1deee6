import { Argument, type Command, InvalidArgumentError } from "commander";
import type { Retention, RetentionPlan } from "../../api/contract/retention.ts";
import { RETENTION_CLASSES } from "../../model/words.ts";

import { does } from "../session.ts";
import { table, time } from "../show.ts";

/** `cordon retention …`. */
export function retentionCommands(cordon: Command): void {
  const retention = cordon.command("retention").description("how long records are kept");
  const show = retention.command("show").description("show how long each class of records is kept");
  does<[], object>(show, async ({ client, say }) => {
    const answer = await client.get<Retention>("/v1/retention");
    say(answer, () => periodsText(answer));
  });
  const set = retention
    .command("set")
    .description("keep a class of records of this workspace for so long")
    .addArgument(new Argument("<class>").choices(RETENTION_CLASSES))
    .argument("<period>", "such as 90d, or default for the installation's period", periodDays);
  does<[string, number | null], object>(set, async ({ client, say }, _options, of, days) => {
    const answer = await client.send<Retention>("PUT", "/v1/retention", { class: of, days });
    say(answer, () => periodsText(answer));
  });
  const plan = retention.command("plan").description("show what would go now, and what of it would stay; nothing goes");
  does<[], object>(plan, async ({ client, say }) => {
    const answer = await client.get<RetentionPlan>("/v1/retention/plan");
    const rows = answer.items.map((one) => [
      one.class,
      one.before === null ? "kept for ever" : time(one.before),
      one.older,
      one.kept,
      one.older - one.kept,
    ]);
    say(answer, () => table(["class", "older than", "records", "of them kept", "would go"], rows));
  });
}

function periodsText({ items }: Retention): string {
  return table(
    ["class", "kept", "set by"],
    items.map(({ class: of, days, setBy }) => [of, days === null ? "for ever" : `${days} days`, setBy]),
  );
}

/** Days; null for the installation's period. */
function periodDays(text: string): number | null {
  if (text === "default") return null;
  const found = /^(\d{1,5})d$/.exec(text);
  if (found === null || Number(found[1]) < 1) throw new InvalidArgumentError("Expected days such as 90d, or default.");
  return Number(found[1]);
}
