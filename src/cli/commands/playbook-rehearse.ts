/** `cordon playbook rehearse`: what a playbook would do with an incident now, and what the guard would say of it. */
import { existsSync } from "node:fs";
import type { Command } from "commander";
import type { Rehearsal, RehearsalRequest } from "../../api/contract/rehearsal.ts";
import { durationText } from "../../playbook/duration.ts";
import { draftAt } from "../draft-at.ts";
import { does, type Session } from "../session.ts";
import { fields, section, table } from "../show.ts";

interface Options {
  incident: string;
  liveReads?: boolean;
}

export function addRehearse(playbook: Command): void {
  const command = playbook
    .command("rehearse")
    .description("say what a playbook would do with an incident now, and what the guard would say; nothing is done")
    .argument("<playbook>", "the name of one in force, or a folder with playbook.yaml")
    .requiredOption("--incident <incident>", "its number or id")
    .option("--live-reads", "ask products what only observes, instead of taking what was recorded or a blank");
  does<[string], Options>(command, async (session, options, named) => {
    const body = await requestOf(session, options, named);
    const came = await session.client.send<Rehearsal>("POST", "/v1/playbooks/rehearse", body);
    session.say(came, () => rehearsalText(came));
  });
}

async function requestOf(session: Session, { incident, liveReads }: Options, named: string): Promise<RehearsalRequest> {
  const common = { incident, liveReads: liveReads === true };
  if (!existsSync(named)) return { playbook: named, ...common };
  return { ...(await draftAt(session, named)), ...common };
}

const WORDS = { allow: "at once", ask: "people are asked", refuse: "never" };

function rehearsalText(one: Rehearsal): string {
  const head = fields([
    ["playbook", one.version === null ? `${one.playbook} (draft)` : `${one.playbook} version ${one.version}`],
    ["incident", String(one.incident)],
    ["ends", one.queue === null ? one.outcome : `${one.outcome} to ${one.queue}`],
    ["because", one.reason || undefined],
    ["path", one.path.join(" → ") || undefined],
  ]);
  const effects = one.effects.map((each) => [
    each.step,
    each.says,
    each.connection ?? "no connection",
    each.leaseSeconds === null ? "" : durationText(each.leaseSeconds * 1000),
    each.frozen === null ? WORDS[each.decision] : "frozen",
    each.frozen ?? [each.reason, each.needs].filter(Boolean).join(" "),
  ]);
  const reads = one.reads.map((each) => [each.step, each.capability, each.target, each.answered, each.error]);
  const parts = [
    section(
      "Effects it would cause",
      table(["step", "effect", "by", "for", "done", "why"], effects, { empty: "None.", spare: ["for"] }),
    ),
    section(
      "What it would look up",
      table(["step", "capability", "of", "answered", "error"], reads, { empty: "Nothing." }),
    ),
  ];
  return `${head}\n${parts.join("\n")}`;
}
