import { join } from "node:path";
import type { Command } from "commander";
import { InputError } from "../../errors.ts";
import { appliedText } from "../applied-text.ts";
import { sayChecked } from "../checked.ts";
import { playbookNames, taxonomyFiles } from "../read-content.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { addTaxonomyEffect } from "./change-effect.ts";
import { addHistory } from "./content-history.ts";
import { addRestore } from "./content-restore.ts";
import { addReplay } from "./taxonomy-replay.ts";

interface Diff {
  from: number | null;
  changes: { text: string }[];
}

/** `cordon taxonomy …`; check works without a server. */
export function taxonomyCommands(cordon: Command): void {
  const taxonomy = cordon.command("taxonomy").description("what incident types there are, and what each leads to");
  const check = taxonomy
    .command("check")
    .description("check a taxonomy's files, without a server")
    .argument("[folder]", "", "taxonomy")
    .option("--playbooks <folder>", "where the playbooks are; the folder playbooks beside it unless given");
  does<[string], { playbooks?: string }>(check, async (session, options, folder) => {
    const files = taxonomyFiles(folder);
    const beside = options.playbooks ?? join(folder, "..", "playbooks");
    const playbooks = playbookNames(beside);
    if (playbooks === null)
      throw new InputError(
        "cli.unreadable",
        `There is no folder ${beside}; say where the playbooks are with --playbooks.`,
      );
    const { checkTaxonomy } = await import("../../taxonomy/check.ts");
    const { parseTaxonomy } = await import("../../taxonomy/parse.ts");
    const [main, ...types] = files;
    const findings = checkTaxonomy(parseTaxonomy(main!, types), { playbooks });
    sayChecked(
      session,
      findings.map((finding) => ({ severity: "error", ...finding })),
    );
  });
  const diff = taxonomy
    .command("diff")
    .description("say what a taxonomy would change on the server")
    .argument("[folder]", "", "taxonomy");
  does<[string], object>(diff, async ({ client, say }, _options, folder) => {
    const answer = await client.send<Diff>("POST", "/v1/taxonomy/diff", { files: taxonomyFiles(folder) });
    say(answer, () =>
      answer.changes.length === 0
        ? `The same as version ${answer.from}.`
        : safeLines(answer.changes.map(({ text }) => text).join("\n")),
    );
  });
  const apply = taxonomy
    .command("apply")
    .description("put a taxonomy in force as a new version")
    .argument("[folder]", "", "taxonomy")
    .option("--reason <text>", "why, which the version keeps");
  does<[string], { reason?: string }>(apply, async ({ client, say }, options, folder) => {
    const body = { files: taxonomyFiles(folder), ...options };
    const answer = await client.send<{ number: number; changed: boolean }>("POST", "/v1/taxonomy", body);
    say(answer, () => appliedText(answer));
  });
  addReplay(taxonomy);
  addTaxonomyEffect(taxonomy);
  addHistory(taxonomy, "/v1/taxonomy/versions");
  addRestore(taxonomy, { path: "/v1/taxonomy", filesOf: (number) => `/v1/taxonomy/files?number=${number}` });
}
