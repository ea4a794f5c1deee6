/** A taxonomy as it was sent, read and checked against the playbooks in force. */
import { InputError } from "../errors.ts";
import { playbooksInForce } from "../store/content.ts";
import type { Client } from "../store/database.ts";
import { checkTaxonomy } from "../taxonomy/check.ts";
import { parseTaxonomy } from "../taxonomy/parse.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { plainFinding } from "./content-findings.ts";
import type { Finding, SourceFile } from "./contract/content.ts";

/** The taxonomy, null when it cannot be read, and all that is wrong with it. @throws InputError when there is no taxonomy.yaml among the files. */
export async function checkedTaxonomy(
  client: Client,
  workspaceId: string,
  files: SourceFile[],
): Promise<{ taxonomy: Taxonomy | null; findings: Finding[] }> {
  return taxonomyOf(files, new Set((await playbooksInForce(client, workspaceId)).map(({ name }) => name)));
}

/** The same against the names of playbooks that are given. */
export function taxonomyOf(
  files: SourceFile[],
  playbooks: ReadonlySet<string>,
): { taxonomy: Taxonomy | null; findings: Finding[] } {
  const main = files.find(({ file }) => /(^|[/\\])taxonomy\.ya?ml$/.test(file));
  if (main === undefined)
    throw new InputError("api.bad-body", "files: expected one of them to be taxonomy.yaml, beside types/*.yaml.");
  const parsed = parseTaxonomy(
    main,
    files.filter((file) => file !== main),
  );
  return { taxonomy: parsed.taxonomy, findings: checkTaxonomy(parsed, { playbooks }).map(plainFinding) };
}
