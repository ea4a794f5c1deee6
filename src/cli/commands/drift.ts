import { type Command, InvalidArgumentError } from "commander";
import type { Drift, ReviewSettings } from "../../api/contract/drift.ts";
import { count } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, fields, table, time } from "../show.ts";

const SETTINGS = "/v1/review-settings";

/** `cordon review drift|settings`: what is no longer what it was, and how it is looked at. */
export function driftCommands(review: Command): void {
  const drift = review
    .command("drift")
    .description("list what changed without anybody changing it, and the review that asks about it")
    .option("--name <name>", "of a playbook or a source")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; name?: string }>(drift, async ({ client, say }, { limit, ...filter }) => {
    const page = await client.list<Drift>("/v1/drifts", filter, limit);
    const rows = page.items.map((one) => [
      `${one.kind} ${one.name}`,
      one.watch,
      time(one.since),
      one.text,
      one.reviewId,
      one.status,
    ]);
    say(page, () =>
      table(["what", "watch", "since", "noticed", "review", "status"], rows, {
        spare: ["since", "watch"],
        empty: emptyText("drifts", filter, "All is as it was, as far as can be told."),
      }),
    );
  });
  const settings = review
    .command("settings")
    .description("when reviews are written; with options, change it")
    .option("--time-zone <name>", "such as Europe/Vienna")
    .option("--working-days <days>", "such as mon,tue,wed,thu,fri; reviews are written on the first of a week", list)
    .option("--access-owner <queue>", "whose the access reviews are")
    .option("--policies-owner <queue>", "whose the reviews of policies are")
    .option("--holidays <dates>", "such as 2026-12-25,2027-01-01, all of them; '' for none", list);
  does<[], Partial<ReviewSettings>>(settings, async ({ client, say }, options) => {
    const changed = Object.keys(options).length > 0;
    const now = changed
      ? await client.send<ReviewSettings>("PATCH", SETTINGS, options)
      : await client.get<ReviewSettings>(SETTINGS);
    say(now, () =>
      fields([
        ["time zone", now.timeZone],
        ["working days", now.workingDays.join(", ")],
        ["holidays", now.holidays.join(", ") || "none"],
        ["access reviews", now.accessOwner],
        ["reviews of policies", now.policiesOwner],
      ]),
    );
  });
}

function list(text: string): string[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length === 1 && parts[0] === "") return [];
  if (parts.includes("")) throw new InvalidArgumentError("Expected a list with commas between, such as mon,tue.");
  return parts;
}
