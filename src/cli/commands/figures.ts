import type { Command } from "commander";
import type { PartFigures, WorkFigures } from "../../api/contract/figures.ts";
import { figureText } from "../figures.ts";
import { moment } from "../options.ts";
import { does } from "../session.ts";
import { section, table } from "../show.ts";

/** `cordon review figures|work`: what reviews count, of any period. */
export function figureCommands(review: Command): void {
  const figures = review
    .command("figures")
    .description("the figures of reviews for any period")
    .option("--by <part>", "workspace, playbook, version, type, source or week")
    .option("--playbook <name>")
    .option("--from <time>", "a time, or 30d for 30 days ago (as it is unless given)", moment)
    .option("--to <time>", "now unless given", moment);
  does<[], Record<string, string>>(figures, async ({ client, say }, options) => {
    const answer = await client.get<PartFigures>(`/v1/figures${queryOf(options)}`);
    say(answer, () =>
      answer.items.length === 0 ? "No runs began in that time." : answer.items.map(partOf).join("\n"),
    );
  });
  const work = review
    .command("work")
    .description("what incidents cost people: touches, minutes, and how many needed nobody")
    .option("--by <part>", "type or week")
    .option("--from <time>", "a time, or 30d for 30 days ago (as it is unless given)", moment)
    .option("--to <time>", "now unless given", moment);
  does<[], Record<string, string>>(work, async ({ client, say }, options) => {
    const answer = await client.get<WorkFigures>(`/v1/figures/work${queryOf(options)}`);
    const rows = answer.items.map((one) => [
      one.part,
      one.incidents,
      figureText(one.withoutPerson),
      rounded(one.touchesPerIncident),
      rounded(one.minutesPerIncident),
    ]);
    const head = [options.by ?? "type", "incidents", "without a person", "touches each", "minutes each"];
    say(answer, () => table(head, rows, { spare: ["touches each"], empty: "No incident was resolved in that time." }));
  });
}

function queryOf(options: Record<string, string>): string {
  const text = new URLSearchParams(options).toString();
  return text === "" ? "" : `?${text}`;
}

function partOf({ part, figures }: PartFigures["items"][number]): string {
  const rows = Object.keys(figures).map((name) => [name, figureText(figures[name])]);
  const shown = table(["figure", "value"], rows, { spare: [] });
  return part === "" ? shown : section(part, shown);
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}
