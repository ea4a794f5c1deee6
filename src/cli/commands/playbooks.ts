import type { Command } from "commander";
import { playbookFinding } from "../../api/content-findings.ts";
import type { PlaybookDetail, PlaybookSummary } from "../../api/contract/content.ts";
import type { AppliedPlaybook, ReachedEffect } from "../../api/contract/version.ts";
import { InputError } from "../../errors.ts";
import type { Surroundings } from "../../playbook/check-surroundings.ts";
import { sayChecked } from "../checked.ts";
import { Ended, EXIT } from "../exit.ts";
import { part } from "../options.ts";
import { policySetAt } from "../policies-at.ts";
import { reachText } from "../reach-text.ts";
import { type FoundPlaybook, playbooksAt } from "../read-content.ts";
import { safeJson, safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, section, table, time } from "../show.ts";
import { addBacktest } from "./playbook-backtest.ts";
import { addCacao } from "./playbook-cacao.ts";
import { addDebug } from "./playbook-debug.ts";
import { addDiff } from "./playbook-diff.ts";
import { addPromotion } from "./playbook-promotion.ts";
import { addRehearse } from "./playbook-rehearse.ts";
import { addReview } from "./playbook-review.ts";
import { addSchema } from "./playbook-schema.ts";
import { addShadow } from "./playbook-shadow.ts";
import { addSimulate } from "./playbook-simulate.ts";
import { addTest } from "./playbook-test.ts";
import { addVersions } from "./playbook-versions.ts";
import { addViews } from "./playbook-views.ts";

/** The checker's version in what it writes for other programs; that of the package. */
const VERSION = "0.1.0";

/** `cordon playbook …`; check and test work without a server. */
export function playbookCommands(cordon: Command): void {
  const playbook = cordon
    .command("playbook")
    .alias("playbooks")
    .description("the written responses: check, try and apply them");
  addCheck(playbook);
  addTest(playbook);
  addViews(playbook);
  addCacao(playbook);
  addBacktest(playbook);
  addSimulate(playbook);
  addDebug(playbook);
  addSchema(playbook);
  addRehearse(playbook);
  addList(playbook);
  addVersions(playbook);
  addReview(playbook);
  addPromotion(playbook);
  addShadow(playbook);
  addDiff(playbook);
  const apply = playbook
    .command("apply")
    .description("put playbooks in force; where a second person has to approve, hand them in for review")
    .argument("<paths...>");
  does<[string[]], object>(apply, async ({ client, say }, _options, paths) => {
    const applied: { name: string; number: number; changed: boolean; status: string; reach: ReachedEffect[] }[] = [];
    for (const { name, file, source, test } of await inCallOrder(await playbooksAt(paths))) {
      const body = { source, file, test: test?.source };
      const answer = await client.send<AppliedPlaybook>("POST", "/v1/playbooks", body);
      const { number, changed, status, reach } = answer;
      applied.push({ name, number, changed, status, reach });
    }
    say({ items: applied }, () => {
      const rows = applied.map((one) => [one.name, one.number, one.status, one.changed ? "yes" : "no"]);
      const versions = table(["playbook", "version", "status", "changed"], rows);
      const [only, ...others] = applied;
      if (only === undefined || others.length > 0) return versions;
      return `${versions}\n${section("What one run of it could do", reachText(only.reach))}`;
    });
  });
}

/** Those that are called before those that call them: what is called must be in force. */
async function inCallOrder(playbooks: FoundPlaybook[]): Promise<FoundPlaybook[]> {
  const { checkPlaybook } = await import("../../playbook/check.ts");
  const ordered = new Set<FoundPlaybook>();
  const add = (one: FoundPlaybook): void => {
    const calls = checkPlaybook(one.source, one).program?.calls ?? [];
    for (const { name } of calls) playbooks.filter((other) => other.name === name).forEach(add);
    ordered.add(one);
  };
  playbooks.forEach(add);
  return [...ordered];
}

function addCheck(playbook: Command): void {
  const check = playbook
    .command("check")
    .description("check playbooks, without a server")
    .argument("[paths...]", "folders with playbook.yaml, or folders of such folders", ["playbooks"])
    .option("--format <format>", "text or sarif (SARIF 2.1.0)", "text")
    .option("--policies <folder>", "also say what the policies there refuse whatever happens");
  does<[string[]], { format: string; policies?: string }>(check, async (session, { format, policies }, paths) => {
    if (format !== "text" && format !== "sarif")
      throw new InputError("cli.bad-format", `"${format}" is no format of a check; expected text or sarif.`);
    const { checkPlaybook } = await import("../../playbook/check.ts");
    const all = await playbooksAt(paths);
    const surroundings = policies === undefined ? {} : { refused: await refusedBy(policies) };
    const checked = all.map(({ file, source, library }) => checkPlaybook(source, { file, library, surroundings }));
    const findings = checked.flatMap((one) => one.findings);
    if (format === "text") return sayChecked(session, findings.map(playbookFinding));
    const { sarifOf } = await import("../../playbook/sarif.ts");
    const log = sarifOf(findings, VERSION);
    session.say(log, () => safeJson(log));
    if (findings.some(({ severity }) => severity === "error")) throw new Ended(EXIT.input);
  });
}

/** What the policies of a folder refuse in every case. Throws InputError `cli.bad-policies` when they have errors of their own. */
async function refusedBy(folder: string): Promise<NonNullable<Surroundings["refused"]>> {
  const { refusedAlways } = await import("../../guard/refused-always.ts");
  const policySet = await policySetAt(folder);
  return (effect) => refusedAlways(policySet, effect);
}

function addList(playbook: Command): void {
  const list = playbook.command("list").description("list the playbooks in force");
  does<[], object>(list, async ({ client, say }) => {
    const page = await client.get<{ items: PlaybookSummary[] }>("/v1/playbooks");
    const rows = page.items.map((one) => [
      one.name,
      one.number,
      one.maturity,
      besideText(one),
      one.title,
      time(one.createdAt),
      one.createdBy,
    ]);
    say(page, () =>
      table(["playbook", "version", "maturity", "beside it", "title", "since", "by"], rows, {
        spare: ["by", "since", "maturity"],
        empty: "No playbook is in force. Put some: cordon playbook apply playbooks.",
      }),
    );
  });
  const show = playbook
    .command("show")
    .description("show a playbook's source and history")
    .argument("<name>")
    .option("--number <version>", "an older version");
  does<[string], { number?: string }>(show, async ({ client, say }, { number }, name) => {
    const one = await client.get<PlaybookDetail>(`/v1/playbooks/${part(name)}`, { number });
    say(one, () => {
      const head = fields([
        ["playbook", `${one.name}@${one.number}`],
        ["title", one.title],
        ["maturity", one.maturity],
        [
          "beside it",
          one.beside === null ? null : `${besideText(one)}, since ${time(one.beside.since)} by ${one.beside.by}`,
        ],
        ["capabilities", one.capabilities.join(", ")],
      ]);
      const versions = one.versions.map((version) => [
        version.number,
        time(version.createdAt),
        version.createdBy,
        version.hash.slice(0, 12),
      ]);
      return [
        head,
        section("Versions", table(["version", "since", "by", "hash"], versions)),
        section("Source", safeLines(one.source)),
        ...(one.test === null ? [] : [section("Cases", safeLines(one.test))]),
      ].join("\n");
    });
  });
}

/** The version that has a share of the incidents, or is a shadow. */
function besideText({ beside }: Pick<PlaybookSummary, "beside">): string {
  if (beside === null) return "";
  return `version ${beside.number}, ${beside.share === "shadow" ? "shadow" : `${beside.share} %`}`;
}
