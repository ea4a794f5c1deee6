import type { Command } from "commander";
import type { PolicyExplained, PolicySimulated } from "../../api/contract/policy.ts";
import { moment } from "../options.ts";
import { policyFiles } from "../read-content.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { section, table } from "../show.ts";

interface Options {
  playbook?: string;
  maturity?: string;
  type?: string;
  severity?: string;
  priority?: string;
  confidence?: number;
  at?: string;
  policies?: string;
}

/** `cordon policy explain|simulate`. */
export function addQuestions(policy: Command): void {
  const explain = asking(
    policy
      .command("explain")
      .description("say what would be decided of one effect on one entity, and why")
      .argument("<capability>")
      .argument("<type>", "the entity's type: user, device, ip …")
      .argument("<key>", "the entity, as alerts or the inventory name it"),
  );
  does<[string, string, string], Options>(explain, async ({ client, say }, options, capability, type, key) => {
    const body = { ...(await bodyOf(options)), capability, entity: { type, key } };
    const one = await client.send<PolicyExplained>("POST", "/v1/policies/explain", body);
    const used = one.budgets.map((budget) => `  ${budgetName(budget)}: ${budget.used} of ${budget.allowed} used`);
    const full = one.usedUp === null ? [] : [`But a person is asked first: ${one.usedUp}`];
    const breaker =
      one.breaker === null ? [] : [`But a person is asked first: the breaker of the playbook is open. ${one.breaker}`];
    const frozen = one.frozen === null ? [] : [`But nothing is begun: ${one.frozen}`];
    say(one, () => safeLines([one.text, ...used, ...full, ...breaker, ...frozen].join("\n")));
  });
  const simulate = asking(
    policy
      .command("simulate")
      .description(
        "say of every inventoried entity what would be decided: who could be contained without anyone asking",
      )
      .argument("<capability>"),
  );
  does<[string], Options>(simulate, async ({ client, say }, options, capability) => {
    const body = { ...(await bodyOf(options)), capability };
    const one = await client.send<PolicySimulated>("POST", "/v1/policies/simulate", body);
    say(one, () => simulatedText(one));
  });
}

const WORDS = { allow: "without asking", ask: "a person is asked", refuse: "never" };

function simulatedText(one: PolicySimulated): string {
  const rows = one.groups.map(({ decision, count, reason, examples }) => {
    const more = count > examples.length ? " …" : "";
    return [WORDS[decision], count, reason, `${examples.slice(0, 5).join(", ")}${more}`];
  });
  const empty = `The inventory has no ${one.entityType}: import one with cordon inventory import.`;
  const groups = table(["decided", one.entityType, "why", "for example"], rows, { spare: ["for example"], empty });
  if (one.budgets.length === 0) return groups;
  const budgets = one.budgets.map((budget) => [budgetName(budget), budget.allowed, budget.used]);
  return `${groups}\n${section("However many, at most", table(["budget", "allowed", "used now"], budgets))}`;
}

/** By the policy that states it; its key ends with the playbook where each has a budget of its own. */
function budgetName({ key, text }: PolicyExplained["budgets"][number]): string {
  const [policy, , , , playbook] = key.split("/");
  return `${policy}, ${text}${playbook === undefined ? "" : ` by ${playbook}`}`;
}

function asking(command: Command): Command {
  return command
    .option("--playbook <name>", "who asks; one in force counts with its maturity")
    .option("--maturity <maturity>", "sandbox, incubating, stable or deprecated")
    .option("--type <incident-type>", "for an incident of this type")
    .option("--severity <severity>", "high unless given")
    .option("--priority <priority>", "high unless given")
    .option("--confidence <percent>", "50 unless given", Number)
    .option("--at <time>", "then, not now", moment)
    .option("--policies <folder>", "policies to try; those in force unless given");
}

async function bodyOf({ playbook, maturity, at, policies, ...incident }: Options): Promise<object> {
  return {
    ...(playbook === undefined ? {} : { playbook }),
    ...(maturity === undefined ? {} : { maturity }),
    ...(at === undefined ? {} : { at }),
    ...(policies === undefined ? {} : { files: await policyFiles(policies) }),
    incident,
  };
}
