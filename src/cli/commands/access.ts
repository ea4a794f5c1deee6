import type { Command } from "commander";
import type { AccessActions, AccessExplained, AccessPolicies } from "../../api/contract/access.ts";
import { policyFiles } from "../read-content.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, table } from "../show.ts";

/** `cordon access …`. */
export function accessCommands(cordon: Command): void {
  const access = cordon.command("access").description("who may call what of the API, and why");
  const explain = access
    .command("explain")
    .description("say whether somebody may use an action, and by which policies")
    .argument("<who>", "a person, or token:<name>")
    .argument("<action>", "as cordon access actions lists it");
  does<[string, string], object>(explain, async ({ client, say }, _options, who, action) => {
    const one = await client.send<AccessExplained>("POST", "/v1/access/explain", { who, action });
    say(one, () => explainedText(one));
  });
  const actions = access.command("actions").description("list the actions, with the roles each is for");
  does<[], object>(actions, async ({ client, say }) => {
    const all = await client.get<AccessActions>("/v1/access/actions");
    const rows = all.items.map((one) => [
      one.action,
      one.subject,
      one.changes ? "change" : "read",
      one.roles.join(", "),
    ]);
    say(all, () => table(["action", "subject", "kind", "roles"], rows));
  });
  const show = access.command("show").description("show what roles permit, and what this workspace forbids");
  does<[], object>(show, async ({ client, say }) => {
    const all = await client.get<AccessPolicies>("/v1/access/policies");
    const files = [...all.shipped, ...all.files];
    say(all, () => files.map(({ file, text }) => safeLines(`// ${file}\n${text}`)).join("\n"));
  });
  const apply = access
    .command("apply")
    .description("forbid more than roles do, by the *.cedar files of a folder; or nothing more")
    .argument("[folder]")
    .option("--nothing", "take back what was forbidden");
  does<[string | undefined], { nothing?: boolean }>(apply, async ({ client, say }, { nothing }, folder) => {
    const files = nothing ? [] : await policyFiles(folder ?? "access");
    const answer = await client.send<{ number: number }>("PUT", "/v1/access/policies", { files });
    say(answer, () => `Version ${answer.number} is in force.`);
  });
}

function explainedText({ who, roles, action, allowed, policies, needs }: AccessExplained): string {
  const because = policies.map(({ id, reason }) => `${id} (${reason})`).join(", ");
  return fields([
    [action, allowed ? `${who} may` : `${who} may not`],
    ["because of", because || "no policy permits it"],
    ["roles", roles.join(", ")],
    ["it is for", needs.join(", ")],
  ]);
}
