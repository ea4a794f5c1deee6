/** `cordon playbook versions|submit|review|approve|reject|settings`: how a version comes to be trusted. */

import { Argument, type Command } from "commander";
import type { AppliedPlaybook, ContentSettings, StandingList, StandingVersion } from "../../api/contract/version.ts";
import { shareText } from "../../model/words.ts";

import { part, versionNumber } from "../options.ts";
import { playbooksAt } from "../read-content.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";
import { table, time } from "../show.ts";

export function addVersions(playbook: Command): void {
  addList(playbook);
  addSubmit(playbook);
  const approve = playbook.command("approve").description("approve a draft of somebody else");
  addVerdict(approve.option("--comment <text>", "what goes to the record with it", ""));
  const reject = playbook.command("reject").description("reject a draft of somebody else");
  addVerdict(reject.requiredOption("--comment <text>", "why"));
  addSettings(playbook);
}

function addList(playbook: Command): void {
  const list = playbook.command("versions").description("list a playbook's versions as they stand").argument("<name>");
  does<[string], object>(list, async ({ client, say }, _options, name) => {
    const page = await client.get<StandingList>(`/v1/playbooks/${part(name)}/versions`);
    say(page, () => standingTable(page.items));
  });
}

/** Versions, newest first, with what became of each. */
export function standingTable(versions: StandingVersion[]): string {
  const rows = versions.map((one) => [
    one.number,
    one.share === null ? one.status : `${one.status}, ${one.share === "shadow" ? "shadow" : `${one.share} %`}`,
    time(one.since),
    one.by,
    one.createdBy,
    one.reviewedBy,
    one.reason,
    one.hash.slice(0, 12),
    one.stale.join(", "),
  ]);
  const head = ["version", "status", "since", "by", "author", "reviewed by", "why", "hash", "checked against another"];
  return table(head, rows, { spare: ["hash", "why", "since", "by"] });
}

function addSubmit(playbook: Command): void {
  const submit = playbook
    .command("submit")
    .description("hand in versions of playbooks for review; nothing comes in force")
    .argument("<paths...>");
  does<[string[]], object>(submit, async ({ client, say }, _options, paths) => {
    const submitted: { name: string; number: number; status: string; changed: boolean }[] = [];
    for (const { name, file, source, test } of await playbooksAt(paths)) {
      const body = { source, file, test: test?.source };
      const answer = await client.send<AppliedPlaybook>("POST", "/v1/playbooks/submit", body);
      submitted.push({ name, number: answer.number, status: answer.status, changed: answer.changed });
    }
    say({ items: submitted }, () =>
      table(
        ["playbook", "version", "status", "changed"],
        submitted.map((one) => [one.name, one.number, one.status, one.changed ? "yes" : "no"]),
      ),
    );
  });
}

function addVerdict(command: Command): void {
  const verb = command.name();
  command
    .argument("<name>")
    .requiredOption("--version <version>", "which version, as cordon playbook versions numbers them", versionNumber);
  does<[string], { version: number; comment: string }>(command, async ({ client, say }, { version, comment }, name) => {
    const path = `/v1/playbooks/${part(name)}/versions/${version}/${verb}`;
    const judged = await client.send<StandingVersion>("POST", path, { comment });
    const next = `Next: cordon playbook promote ${name} --version ${version} --share 100`;
    say(judged, () => safeLine(`${name}@${version} is ${judged.status}.${verb === "approve" ? ` ${next}` : ""}`));
  });
}

function addSettings(playbook: Command): void {
  const command = playbook
    .command("settings")
    .description("whether a second person has to approve playbooks; with a word, say so from now on")
    .addArgument(new Argument("[second-person]").choices(["second-person", "one-person"]));
  does<[string | undefined], object>(command, async ({ client, say }, _options, word) => {
    const path = "/v1/content/settings";
    const settings =
      word === undefined
        ? await client.get<ContentSettings>(path)
        : await client.send<ContentSettings>("PUT", path, { secondPerson: word === "second-person" });
    say(settings, () =>
      settings.secondPerson
        ? "A second person has to approve a playbook before it comes in force."
        : "Playbooks come in force without a second person.",
    );
  });
}

/** What a version stands at, as a sentence. */
export function standingText(version: StandingVersion): string {
  const share = version.share === null ? "" : `, and has ${shareText(version.share)}`;
  return safeLine(`${version.name}@${version.number} is ${version.status}${share}.`);
}
