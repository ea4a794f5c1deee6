import { type Command, Option } from "commander";
import type { Proposal } from "../../api/contract/proposal.ts";
import { readInput } from "../ask.ts";
import { part } from "../options.ts";
import { does } from "../session.ts";
import { proposalText } from "./proposals.ts";

/** Longer than the server waits for a model, twice where it asks again: what came of it is the server's to say. */
const WAIT = { timeoutMs: 2 * 300_000 + 10_000 };

/** `cordon propose …`: asks the workspace's language model; what it says is a proposal, for a person to accept or refuse. */
export function proposeCommands(cordon: Command): void {
  const propose = cordon
    .command("propose")
    .description("ask the language model; what it says is a proposal, for a person to accept or refuse");
  addAbout(
    propose.command("disposition").description("what the incident turned out to be, with reasons that cite its alerts"),
  );
  addAbout(propose.command("summary").description("what happened and what is open"));
  addAbout(propose.command("next-steps").description("what to look at or do next"));
  const filter = propose
    .command("filter")
    .description("a filter from a question in plain words")
    .argument("<question>")
    .addOption(new Option("--of <records>").choices(["alerts", "incidents"]).default("incidents"));
  does<[string], { of: string }>(filter, async ({ client, say }, { of }, question) => {
    const one = await client.send<Proposal>("POST", "/v1/proposals", { kind: "filter", of, question }, WAIT);
    say(one, () => shown(one));
  });
  const playbook = propose
    .command("playbook")
    .description("a playbook from a runbook; it passes the checker, or there is none")
    .argument("<runbook>", "a file of text; - for standard input")
    .requiredOption("--name <name>", "of the playbook");
  does<[string], { name: string }>(playbook, async ({ client, say }, { name }, path) => {
    const runbook = readInput(path).toString("utf8");
    const one = await client.send<Proposal>("POST", "/v1/proposals", { kind: "playbook", name, runbook }, WAIT);
    say(one, () => shown(one));
  });
}

/** The command's name is the kind that is asked for. */
function addAbout(command: Command): void {
  command.argument("<incident>", "its number or id");
  does<[string], object>(command, async ({ client, say }, _options, incident) => {
    const path = `/v1/incidents/${part(incident)}/proposals`;
    const one = await client.send<Proposal>("POST", path, { kind: command.name() }, WAIT);
    say(one, () => shown(one));
  });
}

function shown(one: Proposal): string {
  return `${proposalText(one)}\n\nTo answer it: cordon proposal accept ${one.id}, or refuse with --reason.`;
}
