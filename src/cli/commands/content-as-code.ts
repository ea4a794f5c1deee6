/** `cordon plan` and `cordon apply`: playbooks, taxonomy and policies from a folder, all of it or nothing. */
import type { Command } from "commander";
import type { AppliedContent, ContentPlan, LastApply, PlannedItem } from "../../api/contract/plan.ts";
import { type Checkout, checkoutAt } from "../checkout.ts";
import { Ended, EXIT, findingLine, report } from "../exit.ts";
import { contentAt, readPlan, writePlan } from "../read-folder.ts";
import { safeLine, safeLines } from "../safe-text.ts";
import { does, type Session } from "../session.ts";
import { indent, time } from "../show.ts";

export function contentCommands(cordon: Command): void {
  addPlan(cordon);
  addApply(cordon);
}

interface PlanOptions {
  tests: boolean;
  out?: string;
  detailedExitcode?: boolean;
}

function addPlan(cordon: Command): void {
  const plan = cordon
    .command("plan")
    .description("say what a folder's playbooks, taxonomy and policies would change; nothing changes")
    .argument("[folder]", "with the folders playbooks, taxonomy and policies, or some of them", ".")
    .option("--no-tests", "leave the cases of changed playbooks out; the output says so")
    .option("--out <file>", "write the plan down, to be applied as it is")
    .option("--detailed-exitcode", "end with 0 without changes, 2 with changes, 1 on an error");
  does<[string], PlanOptions>(plan, async (session, options, folder) => {
    if (!options.detailedExitcode) return void (await planned(session, folder, options));
    const changes = await planned(session, folder, options).catch((error: unknown) => {
      if (error instanceof Ended) throw error;
      report(error, process.argv.includes("--json"));
      throw new Ended(EXIT.failed);
    });
    if (changes) throw new Ended(EXIT.input);
  });
}

/** Whether there is anything to apply. Ends with 1 when cases do not pass, after everything is said. */
async function planned(session: Session, folder: string, { out, tests }: PlanOptions): Promise<boolean> {
  const { client, say } = session;
  const content = await contentAt(folder);
  const checkout = await checkoutAt(folder);
  const plan = await client.send<ContentPlan>("POST", "/v1/content/plan", { ...content, tests });
  if (out !== undefined)
    writePlan(out, { format: 1, state: plan.state, content, tests, commit: checkout?.commit ?? null });
  if (plan.items.length > 0) await heldBy(session, checkout, "plan");
  say(plan, () => planText(plan, out));
  if (plan.tests?.some(({ passed }) => !passed)) throw new Ended(EXIT.failed);
  return plan.items.length > 0;
}

function planText({ items, drift, shipped, findings, tests }: ContentPlan, out: string | undefined): string {
  const changed = drift.map(({ text, since, by, lost }) =>
    safeLine(`${lost ? "!" : " "} ${text}, since ${time(since)} by ${by}`),
  );
  const next = out === undefined ? [] : [`Written to ${out}. To apply it: cordon apply ${out}`];
  return [
    ...findings.map(findingLine),
    ...(changed.length === 0 ? [] : ["Changed here since the last apply (! would be undone):", ...changed, ""]),
    ...items.map(itemText),
    ...shippedText(shipped),
    ...testsText(tests),
    sumText(items, ["to create", "to change", "to remove", "to hand in for review"]),
    ...next,
  ].join("\n");
}

/** Said once, and not by name: whoever looks for drift looks for what people did. */
function shippedText({ length }: ContentPlan["shipped"]): string[] {
  if (length === 0) return [];
  const [are, stay] = length === 1 ? ["playbook is", "it stays as it is"] : ["playbooks are", "they stay as they are"];
  return [`${length} ${are} shipped with Cordon and not in this folder; ${stay}.`];
}

/** Nothing where no playbook changes. */
function testsText(tests: ContentPlan["tests"]): string[] {
  if (tests === null) return ["The cases of playbooks were not run (--no-tests)."];
  const failures = tests.flatMap(({ failures: all }) =>
    all.map(({ file, line, name, text }) => safeLine(`FAIL ${file}:${line} ${name === "" ? "" : `${name}: `}${text}`)),
  );
  const none = tests.filter(({ cases }) => cases === 0).map(({ name }) => safeLine(`${name} has no cases beside it.`));
  const passed = tests.filter((one) => one.passed && one.cases > 0);
  const cases = passed.reduce((sum, one) => sum + one.cases, 0);
  const sum = passed.length === 0 ? [] : [`The cases of ${passed.length} changed playbooks pass (${cases}).`];
  const refused = failures.length === 0 ? [] : ["As long as cases do not pass, this is not applied."];
  return [...failures, ...none, ...sum, ...refused];
}

function itemText({ what, name, action, from, changes }: PlannedItem): string {
  const verb = { create: "create", change: "change", remove: "take out of force", draft: "hand in for review" }[action];
  const head = safeLine(
    `${verb} ${what}${name === "" ? "" : ` ${name}`}${from === null ? "" : ` (now version ${from})`}`,
  );
  return [head, ...changes.map(({ text }) => indent(safeLines(text)))].join("\n");
}

function sumText(items: Pick<PlannedItem, "action">[], words: string[]): string {
  if (items.length === 0) return "No changes: what is in force is what the folder holds.";
  const counts = (["create", "change", "remove", "draft"] as const).map((action, index) => {
    const count = items.filter((item) => item.action === action).length;
    return count === 0 ? "" : `${count} ${words[index]}`;
  });
  return `${counts.filter((text) => text !== "").join(", ")}.`;
}

interface ApplyOptions {
  overwrite?: boolean;
  reason?: string;
  tests: boolean;
}

function addApply(cordon: Command): void {
  const apply = cordon
    .command("apply")
    .description("put a folder's playbooks, taxonomy and policies in force, all of them or none")
    .argument("[path]", "a folder, or a plan that was written with cordon plan --out", ".")
    .option("--overwrite", "also what others changed since the last apply")
    .option("--reason <text>", "why, which every version keeps")
    .option("--no-tests", "leave the cases of changed playbooks out; the output says so");
  does<[string], ApplyOptions>(apply, async (session, options, path) => {
    const { client, say } = session;
    const { overwrite = false, reason } = options;
    const plan = await readPlan(path);
    const content = plan?.content ?? (await contentAt(path));
    const tests = options.tests && (plan?.tests ?? true);
    const checkout = plan === null ? await fromCheckout(session, path) : fromPlan(plan);
    const state = plan === null ? {} : { state: plan.state };
    const body = { ...content, overwrite, tests, reason, checkout, ...state };
    const applied = await client.send<AppliedContent>("POST", "/v1/content/apply", body);
    say(applied, () =>
      [
        ...applied.findings.map(findingLine),
        ...applied.items.map(doneText),
        ...testsText(applied.tests),
        sumText(applied.items, ["created", "changed", "removed", "handed in for review"]),
      ].join("\n"),
    );
  });
}

/** The commit that is applied, and the one applied last where the checkout holds it. */
async function fromCheckout(
  session: Session,
  folder: string,
): Promise<{ commit: string; after: string | null } | null> {
  const checkout = await checkoutAt(folder);
  const after = await heldBy(session, checkout, "apply");
  return checkout && { commit: checkout.commit, after };
}

function fromPlan({ commit }: { commit: string | null }): { commit: string } | null {
  return commit === null ? null : { commit };
}

/** The commit applied last when the checkout holds it, or nobody can tell. Says what stands against it. */
async function heldBy(
  { client, note }: Session,
  checkout: Checkout | null,
  act: "plan" | "apply",
): Promise<string | null> {
  const last = await client.get<LastApply>("/v1/content/applied");
  if (last.commit === null || last.at === null) return null;
  const what = `commit ${last.commit.slice(0, 12)}, applied on ${time(last.at)} by ${last.by}`;
  if (checkout === null)
    note(safeLine(`This folder is no git checkout, so that nobody can tell whether it holds ${what}.`));
  const holds = await checkout?.holds(last.commit);
  if (holds === "unknown")
    note(safeLine(`This checkout is shallow, so that nobody can tell whether it holds ${what}: fetch its history.`));
  if (holds === "no" && act === "plan")
    note(
      safeLine(
        `! This checkout does not hold ${what}: applying would undo what that brought. Merge it first (git pull).`,
      ),
    );
  return holds === "yes" || holds === "unknown" ? last.commit : null;
}

function doneText({ what, name, action, number }: AppliedContent["items"][number]): string {
  const subject = `${what}${name === "" ? "" : ` ${name}`}`;
  if (action === "remove") return safeLine(`${subject} is out of force`);
  return safeLine(`${subject}: version ${number} ${action === "draft" ? "waits for a second person" : "is in force"}`);
}
