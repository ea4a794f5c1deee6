import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { plainFinding } from "../../api/content-findings.ts";
import { appliedText } from "../applied-text.ts";
import { sayChecked } from "../checked.ts";
import { policyFiles, taxonomyFiles } from "../read-content.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { addPolicyEffect } from "./change-effect.ts";
import { addHistory } from "./content-history.ts";
import { addRestore } from "./content-restore.ts";
import { addOwnPlace } from "./policy-own.ts";
import { addQuestions } from "./policy-questions.ts";

/** `cordon policy …`; check works without a server. */
export function policyCommands(cordon: Command): void {
  const policy = cordon.command("policy").alias("policies").description("what playbooks may do by themselves");
  const check = policy
    .command("check")
    .description("check scope policies, without a server")
    .argument("[folder]", "", "policies")
    .option("--taxonomy <folder>", "to find misspelled incident types; the folder taxonomy beside it unless given");
  does<[string], { taxonomy?: string }>(check, async (session, options, folder) => {
    const { capabilities } = await import("../../connector/capabilities/catalog.ts");
    const { compilePolicies } = await import("../../guard/compile-policies.ts");
    const types = await incidentTypes(
      options.taxonomy ?? join(folder, "..", "taxonomy"),
      options.taxonomy !== undefined,
    );
    const world = { capabilities: capabilities.values(), ...(types === undefined ? {} : { incidentTypes: types }) };
    sayChecked(session, compilePolicies(await policyFiles(folder), world).findings.map(plainFinding));
  });
  const apply = policy
    .command("apply")
    .description("put scope policies in force as a new version")
    .argument("[folder]", "", "policies")
    .option("--reason <text>", "why, which the version keeps");
  does<[string], { reason?: string }>(apply, async ({ client, say }, options, folder) => {
    const body = { files: await policyFiles(folder), ...options };
    const answer = await client.send<{ number: number; changed: boolean }>("POST", "/v1/policies", body);
    say(answer, () => appliedText(answer));
  });
  addQuestions(policy);
  addOwnPlace(policy);
  addPolicyEffect(policy);
  addHistory(policy, "/v1/policies/versions");
  addRestore(policy, { path: "/v1/policies", filesOf: (number) => `/v1/policies/versions/${number}` });
  const show = policy.command("show").description("show the scope policies in force");
  does<[], object>(show, async ({ client, say }) => {
    const one = await client.get<{ number: number; files: { file: string; text: string }[] }>("/v1/policies");
    say(one, () =>
      one.files.map(({ file, text }) => safeLines(`// ${file}, version ${one.number}\n${text}`)).join("\n"),
    );
  });
}

async function incidentTypes(folder: string, asked: boolean): Promise<Set<string> | undefined> {
  if (!asked && !existsSync(join(folder, "taxonomy.yaml"))) return undefined;
  const { parseTaxonomy } = await import("../../taxonomy/parse.ts");
  const [main, ...rest] = taxonomyFiles(folder);
  const { taxonomy } = parseTaxonomy(main!, rest);
  return taxonomy === null ? undefined : new Set(taxonomy.types.map(({ id }) => id));
}
