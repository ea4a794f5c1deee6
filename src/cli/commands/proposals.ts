import type { Command } from "commander";
import type { Agreement, Proposal } from "../../api/contract/proposal.ts";
import { byIncident } from "../incident-filter.ts";
import { count, part } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { emptyText, fields, section, table, time } from "../show.ts";

/** `cordon proposal …`: what models and programs suggest; nothing of it holds before a person accepts it. */
export function proposalCommands(cordon: Command): void {
  const proposal = cordon
    .command("proposal")
    .alias("proposals")
    .description("what models and programs suggest; nothing of it holds before a person accepts it");
  addList(proposal);
  addShow(proposal);
  addAnswers(proposal);
  addAgreement(proposal);
}

function addList(proposal: Command): void {
  const list = proposal
    .command("list")
    .description("list proposals, newest first")
    .option("--status <status>", "open, accepted or refused; or several, with commas between")
    .option("--kind <kind>", "disposition, summary, next-steps, note, playbook or filter")
    .option("--incident <incident>", "its number or id")
    .option("--author <author>", "such as triage:1")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; incident?: string }>(list, async ({ client, say }, { limit, ...given }) => {
    const filter = await byIncident(client, given);
    const page = await client.list<Proposal>("/v1/proposals", filter, limit);
    const rows = page.items.map((one) => [
      one.id,
      one.kind,
      one.incident,
      gist(one),
      one.author,
      one.status,
      time(one.at),
    ]);
    say(page, () =>
      table(["id", "kind", "incident", "proposes", "author", "status", "at"], rows, {
        spare: ["at", "author"],
        empty: emptyText("proposals", filter, "cordon triage train and cordon propose make some."),
      }),
    );
  });
}

function addShow(proposal: Command): void {
  const show = proposal.command("show").description("show a proposal with its reasons").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<Proposal>(`/v1/proposals/${part(id)}`);
    say(one, () => proposalText(one));
  });
}

function addAnswers(proposal: Command): void {
  const accept = proposal
    .command("accept")
    .description("accept: a disposition becomes the incident's, a text a comment, in your name")
    .argument("<id>")
    .option("--reason <text>", "beside the proposal's own reasons");
  does<[string], { reason?: string }>(accept, async ({ client, say }, options, id) => {
    const one = await client.send<Proposal>("POST", `/v1/proposals/${part(id)}/accept`, options);
    say(one, () => (one.incidentId === null ? `Accepted. ${whatNow(one)}` : "Accepted."));
  });
  const refuse = proposal
    .command("refuse")
    .description("refuse, so that it counts")
    .argument("<id>")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[string], { reason: string }>(refuse, async ({ client, say }, options, id) => {
    const one = await client.send<Proposal>("POST", `/v1/proposals/${part(id)}/refuse`, options);
    say(one, () => "Refused.");
  });
}

function addAgreement(proposal: Command): void {
  const agreement = proposal.command("agreement").description("how often people accepted, by kind and author");
  does<[], object>(agreement, async ({ client, say }) => {
    const found = await client.get<Agreement>("/v1/proposals/agreement");
    const percent = (value: number) => `${Math.round(100 * value)} %`;
    const rows = found.items.map((one) => [
      ...[one.kind, one.author, one.open, one.accepted, one.refused],
      one.rate === null ? null : `${percent(one.rate)} (${percent(one.low)} to ${percent(one.high)})`,
    ]);
    const head = ["kind", "author", "open", "accepted", "refused", "agreement"];
    say(found, () => table(head, rows, { spare: ["open"], empty: emptyText("proposals", {}) }));
  });
}

/** In one line. */
function gist({ content }: Proposal): string {
  if (content.kind === "disposition") return content.disposition;
  if (content.kind === "next-steps") return `${content.steps.length} steps: ${content.steps[0]}`;
  if (content.kind === "playbook") return content.name;
  return content.kind === "filter" ? content.filter : content.text;
}

/** What a proposal looks like whole. */
export function proposalText(one: Proposal): string {
  const head = fields([
    ["proposal", one.id],
    ["kind", one.kind],
    ["incident", one.incident ?? undefined],
    ["author", `${one.author}, for ${one.by}`],
    ["made", time(one.at)],
    ["status", one.status],
    ["answered", one.answeredBy === null ? undefined : `${time(one.answeredAt)} by ${one.answeredBy}`],
    ["answer", one.answer ?? undefined],
  ]);
  const reasons = one.reasons.map(({ text, evidence }) => [text, evidence.join(" ")]);
  const why = reasons.length === 0 ? "" : `\n${section("Because", table(["reason", "evidence"], reasons))}`;
  return `${head}\n${section("Proposes", safeLines(bodyOf(one)))}${why}`;
}

function bodyOf({ content }: Proposal): string {
  if (content.kind === "disposition") return content.disposition;
  if (content.kind === "next-steps") return content.steps.map((step, at) => `${at + 1}. ${step}`).join("\n");
  if (content.kind === "playbook") return content.source;
  return content.kind === "filter" ? `${content.of}: ${content.filter}` : content.text;
}

function whatNow({ content }: Proposal): string {
  if (content.kind === "playbook")
    return "Save its source with cordon proposal show, and submit it with cordon playbook submit.";
  return content.kind === "filter" ? `Use it with cordon ${content.of} list --filter '${content.filter}'.` : "";
}
