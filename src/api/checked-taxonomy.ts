/** A taxonomy as it was sent, read and checked against the playbooks in force. */
import { InputError } from "../errors.ts";
import { hashOf } from "../ids.ts";
import { playbooksInForce } from "../store/content.ts";
import type { Client } from "../store/database.ts";
import { keptWithoutFiles } from "../store/taxonomy-files.ts";
import { checkTaxonomy } from "../taxonomy/check.ts";
import { namedFromFolder } from "../taxonomy/name-files.ts";
import { parseTaxonomy } from "../taxonomy/parse.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { plainFinding } from "./content-findings.ts";
import type { Finding, SourceFile } from "./contract/content.ts";

export interface CheckedTaxonomy {
  /** Null when it cannot be read. */
  taxonomy: Taxonomy | null;
  /** To be kept with it; null where its examples are missing, see {@link checkedTaxonomy}. */
  files: SourceFile[] | null;
  /** All that is wrong with it. */
  findings: Finding[];
}

/**
 * Against the playbooks in force, unless other names are given. What was in force before files were kept passed its check with examples that
 * are kept nowhere: as it stood it may come in force again without them. @throws InputError when there is no taxonomy.yaml among the files.
 */
export async function checkedTaxonomy(
  client: Client,
  workspaceId: string,
  files: SourceFile[],
  playbooks?: ReadonlySet<string>,
): Promise<CheckedTaxonomy> {
  const names = playbooks ?? new Set((await playbooksInForce(client, workspaceId)).map(({ name }) => name));
  const checked = taxonomyOf(files, names);
  const { taxonomy, findings } = checked;
  const others = findings.filter(({ code }) => code !== "taxonomy.missing-example");
  if (taxonomy === null || others.length === findings.length) return checked;
  if (!(await keptWithoutFiles(client, workspaceId, hashOf(taxonomy)))) return checked;
  return { taxonomy, files: null, findings: others };
}

function taxonomyOf(files: SourceFile[], playbooks: ReadonlySet<string>): CheckedTaxonomy {
  const main = files.find(({ file }) => /(^|[/\\])taxonomy\.ya?ml$/.test(file));
  if (main === undefined)
    throw new InputError("api.bad-body", "files: expected one of them to be taxonomy.yaml, beside types/*.yaml.");
  const classFiles = files.filter((file) => file !== main);
  const parsed = parseTaxonomy(main, classFiles);
  const findings = checkTaxonomy(parsed, { playbooks }).map(plainFinding);
  return { taxonomy: parsed.taxonomy, files: namedFromFolder(main, classFiles), findings };
}
