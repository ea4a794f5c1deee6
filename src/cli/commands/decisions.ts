import { type Command, InvalidArgumentError, Option } from "commander";
import type { Decision } from "../../model/decision.ts";
import { DECISION_KINDS, readReference, referenceText } from "../../model/words.ts";
import { count, later, part } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { emptyText, fields, section, table, time } from "../show.ts";

const WRITTEN_KINDS = DECISION_KINDS.filter((kind) => kind !== "autonomy");

/** `cordon decision …`. */
export function decisionCommands(cordon: Command): void {
  const decision = cordon
    .command("decision")
    .alias("decisions")
    .description("what people decided: about what, why, on which evidence, until when");
  addAdd(decision);
  addList(decision);
  const show = decision.command("show").description("show a decision with its history").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<Decision>(`/v1/decisions/${part(id)}`);
    say(one, () => textOf(one));
  });
  addChanges(decision);
}

interface AddOptions {
  kind: string;
  what: string;
  why: string;
  about?: string[];
  evidence?: string[];
  until?: string;
  supersedes?: string;
}

function addAdd(decision: Command): void {
  const add = decision
    .command("add")
    .description("write a decision down")
    .addOption(new Option("--kind <kind>", "what kind of decision").choices(WRITTEN_KINDS).makeOptionMandatory())
    .requiredOption("--what <text>", "what was decided")
    .requiredOption("--why <text>", "why; it goes to the record")
    .option(
      "--about <reference...>",
      "entity:user:ada, incident-type:…, playbook:…, rule:…, source:…, observable:domain:…, incident:42",
      references,
    )
    .option("--evidence <reference...>", "incident:42, alert:…, run:…, review:…, document:<address>", references)
    .option("--until <time>", "a time, or 90d; at most a year. Accepting a risk needs one", later)
    .option("--supersedes <id>", "the decision whose place it takes");
  does<[], AddOptions>(add, async ({ client, say }, { about = [], evidence = [], ...rest }) => {
    const body = { ...rest, about: about.map(readReference), evidence: evidence.map(readReference) };
    const one = await client.send<Decision>("POST", "/v1/decisions", body);
    say(one, () => `Decision ${one.id} is in force${one.until === null ? "" : ` until ${time(one.until)}`}.`);
  });
}

/** Several may be given. */
function references(text: string, before: string[] = []): string[] {
  if (!/^[a-z-]+:./s.test(text))
    throw new InvalidArgumentError("Expected a type, a colon and a name, such as playbook:phishing-report.");
  return [...before, text];
}

function addList(decision: Command): void {
  const list = decision
    .command("list")
    .description("list decisions, newest first")
    .option("--kind <kinds>", DECISION_KINDS.join(", "))
    .option("--status <statuses>", "in-force, expired, revoked, superseded")
    .option("--about <reference>", "such as playbook:phishing-report")
    .option("--evidence <reference>", "such as document:<address>")
    .option("--by <actor>", "such as token:ada")
    .option("--filter <condition>", 'CEL: kind == "override" && at > now - 7d')
    .option("--q <words>", "words of it")
    .option("--due <days>", "that end within so many days or have ended, and wait for a word", count)
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; due?: number; [filter: string]: string | number | undefined }>(
    list,
    async ({ client, say }, { limit, due, ...given }) => {
      const filter = { ...given, ...(due === undefined ? {} : { dueWithin: String(due) }) } as Record<string, string>;
      const page = await client.list<Decision>("/v1/decisions", filter, limit);
      say(page, () =>
        table(["id", "kind", "status", "until", "by", "about", "what"], page.items.map(rowOf), {
          spare: ["until", "by", "about"],
          empty: emptyText("decisions", { ...given, due }, "cordon decision add writes one down."),
        }),
      );
    },
  );
}

function addChanges(decision: Command): void {
  const renew = decision
    .command("renew")
    .description("let a decision hold until another time, because it is still right")
    .argument("<id>")
    .requiredOption("--until <time>", "a time, or 90d; at most a year", later)
    .requiredOption("--reason <text>", "why it is still right");
  const revoke = decision
    .command("revoke")
    .description("end a decision now")
    .argument("<id>")
    .requiredOption("--reason <text>", "why; it goes to the record");
  const review = decision
    .command("review")
    .description("say that a decision of somebody else was looked at and stands")
    .argument("<id>")
    .requiredOption("--text <text>", "what was found");
  for (const command of [renew, revoke, review])
    does<[string], Record<string, string>>(command, async ({ client, say }, body, id) => {
      const one = await client.send<Decision>("POST", `/v1/decisions/${part(id)}/${command.name()}`, body);
      say(one, () =>
        safeLines(`Decision ${one.id} is ${one.status}${one.until === null ? "" : `, until ${time(one.until)}`}.`),
      );
    });
}

/** One line of a table. */
export function rowOf(one: Decision) {
  return [one.id, one.kind, one.status, time(one.until), one.by, one.about.map(referenceText).join(" "), one.what];
}

function textOf(one: Decision): string {
  const head = fields([
    ["decision", one.id],
    ["kind", one.kind],
    ["what", one.what],
    ["why", one.why],
    ["about", one.about.map(referenceText).join(" ")],
    ["evidence", one.evidence.map(referenceText).join(" ")],
    ["status", one.status],
    ["until", one.until === null ? undefined : time(one.until)],
    ["taken", `${time(one.at)} by ${one.by}${one.origin === "" ? "" : ` (${one.origin})`}`],
    ["reviewed", one.reviewedBy === null ? undefined : `${time(one.reviewedAt)} by ${one.reviewedBy}`],
    ["supersedes", one.supersedes ?? undefined],
    ["superseded by", one.supersededBy ?? undefined],
  ]);
  const rows = one.history.map(({ event, at, by, text }) => [time(at), event, by, text]);
  return [head, section("History", table(["at", "what", "by", "text"], rows))].join("\n");
}
