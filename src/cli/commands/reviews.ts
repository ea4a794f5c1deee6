import { type Command, Option } from "commander";
import type { Review } from "../../api/contract/review.ts";
import { InputError } from "../../errors.ts";
import type { Breaker } from "../../model/breaker.ts";
import { readInput } from "../ask.ts";
import { branchesTable, figuresTable } from "../figures.ts";
import { count, moment, part } from "../options.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";
import { compact, emptyText, fields, section, table, time } from "../show.ts";
import { driftCommands } from "./drift.ts";
import { figureCommands } from "./figures.ts";

const HEAD = ["id", "about", "kind", "from", "to", "status", "findings", "due"];
const SPARE = ["from", "due", "to", "findings"];

const RUN_AT = { scheduled: "/v1/reviews", access: "/v1/access-reviews", policies: "/v1/policy-reviews" } as const;

interface RunOptions {
  kind: keyof typeof RUN_AT;
  playbook?: string;
  from?: string;
  to?: string;
}

/** `cordon review …`. */
export function reviewCommands(cordon: Command): void {
  const review = cordon.command("review").alias("reviews").description("how playbooks do, measured");
  figureCommands(review);
  driftCommands(review);
  const run = review
    .command("run")
    .description("review one playbook, or all that ran, now; or access or policies, ahead of their time")
    .addOption(new Option("--kind <kind>", "what is reviewed").choices(Object.keys(RUN_AT)).default("scheduled"))
    .option("--playbook <name>")
    .option("--from <time>", "a time, or 7d for a week ago", moment)
    .option("--to <time>", "now unless given", moment);
  does<[], RunOptions>(run, async ({ client, say }, { kind, ...options }) => {
    if (kind !== "scheduled" && Object.keys(options).length > 0)
      throw new InputError(
        "cli.one-of-both",
        `A review of ${kind} is of all of the running period; leave out --playbook, --from and --to.`,
      );
    const made = await client.send<Review | { items: Review[] }>("POST", RUN_AT[kind], options);
    const answer = "items" in made ? made : { items: [made] };
    say(answer, () =>
      table(HEAD, answer.items.map(rowOf), { spare: SPARE, empty: "No playbook ran in that time or the one before." }),
    );
  });
  const list = review
    .command("list")
    .description("list reviews")
    .option("--playbook <name>")
    .addOption(new Option("--status <status>").choices(["open", "answered"]))
    .option(
      "--kind <kind>",
      "scheduled, drift (something changed), idle (did not run for long), access (each quarter) or policies (each year)",
    )
    .option("--overdue", "that wait for an answer longer than they may")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; overdue?: true; [filter: string]: string | number | true | undefined }>(
    list,
    async ({ client, say }, { limit, overdue, ...given }) => {
      const filter = { ...(given as Record<string, string>), ...(overdue ? { overdue: "true" } : {}) };
      const page = await client.list<Review>("/v1/reviews", filter, limit);
      say(page, () =>
        table(HEAD, page.items.map(rowOf), {
          spare: SPARE,
          empty: emptyText("reviews", { ...given, overdue }, "One is written every week; now: cordon review run."),
        }),
      );
    },
  );
  addShow(review);
  addAnswer(review);
}

function addShow(review: Command): void {
  const show = review.command("show").description("show a review with its figures").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<Review>(`/v1/reviews/${part(id)}`);
    say(one, () => {
      const head = fields([
        ["review", one.id],
        [one.source === null ? "about" : "source", aboutOf(one)],
        ["kind", one.kind],
        ["period", `${time(one.from)} to ${time(one.to)}`],
        ["status", one.status],
        ["owner", one.owner],
        ["due", time(one.dueAt)],
        ["reminders", one.reminders === 0 ? undefined : String(one.reminders)],
        ["answered", one.answeredBy === null ? undefined : `${time(one.answeredAt)} by ${one.answeredBy}`],
        ["answer", one.answer ?? undefined],
      ]);
      const findings =
        one.findings.length === 0
          ? "None."
          : one.findings.map((finding) => findingText(finding, one.incidentNumbers)).join("\n");
      const branches = branchesTable(one);
      return [
        ...[head, section("Figures", figuresTable(one))],
        ...(branches === null ? [] : [section("Branches", branches)]),
        ...decisionsText(one),
        section("Findings", findings),
      ].join("\n");
    });
  });
}

/** What was found, in its own words, with the incidents that explain it and whatever else belongs to it. */
function findingText(finding: unknown, numbers: Review["incidentNumbers"] = {}): string {
  const { code, text, incidents, ...rest } = finding as { code?: unknown; text?: unknown; incidents?: unknown };
  if (typeof code !== "string" || typeof text !== "string") return compact(finding);
  const known = Array.isArray(incidents) ? incidents.flatMap((id) => numbers[String(id)] ?? []) : [];
  const explained = known.length === 0 ? "" : ` Incidents ${known.join(", ")}.`;
  const more = Object.keys(rest).length === 0 ? "" : ` ${compact(rest)}`;
  return `${safeLine(text)} (${safeLine(code)})${explained}${more}`;
}

/** What people decided about the playbook in the period. */
function decisionsText({ figures: { decisions } }: Review): string[] {
  if (!Array.isArray(decisions) || decisions.length === 0) return [];
  const rows = (decisions as Record<string, string>[]).map(({ id, kind, status, by, what }) => [
    id,
    kind,
    status,
    by,
    what,
  ]);
  return [section("Decisions", table(["id", "kind", "status", "by", "what"], rows, { spare: ["by"] }))];
}

function addAnswer(review: Command): void {
  const answer = review
    .command("answer")
    .description("write down what was concluded from a review; it is closed with that")
    .argument("<id>")
    .requiredOption("--text <text>", "the conclusion; - for standard input");
  does<[string], { text: string }>(answer, async ({ client, say }, options, id) => {
    const text = options.text === "-" ? readInput("-").toString("utf8") : options.text;
    const one = await client.send<Review>("POST", `/v1/reviews/${part(id)}/answer`, { text });
    const open = one.playbook === "" ? [] : (await client.list<Breaker>("/v1/breakers", { open: "true" }, 200)).items;
    const asks = open.some(({ playbook }) => playbook === one.playbook)
      ? ` Its breaker is open still, so a person is asked before it acts; to let it go on: cordon breakers reset ${one.playbook}`
      : "";
    say(one, () => safeLine(`The review of ${aboutOf(one)} is ${one.status}.${asks}`));
  });
}

function rowOf(one: Review) {
  return [
    one.id,
    aboutOf(one),
    one.kind,
    time(one.from),
    time(one.to),
    one.status,
    one.findings.length,
    time(one.dueAt),
  ];
}

/** The playbook or source that it looks at, or else its kind. */
function aboutOf({ playbook, source, kind }: Review): string {
  return source ?? (playbook || kind);
}
