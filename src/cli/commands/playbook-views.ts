/** `cordon playbook new|explain|graph`: what helps people write and read playbooks, without a server. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { playbookFinding } from "../../api/content-findings.ts";
import { InputError } from "../../errors.ts";
import type { CheckedPlaybook } from "../../playbook/check.ts";
import type { DraftedType } from "../../playbook/draft.ts";
import { sayChecked } from "../checked.ts";
import { policySetAt } from "../policies-at.ts";
import { reachText } from "../reach-text.ts";
import { type FoundPlaybook, playbooksAt, taxonomyFiles } from "../read-content.ts";
import { safeLines } from "../safe-text.ts";
import { does, type Session } from "../session.ts";

export function addViews(playbook: Command): void {
  addNew(playbook);
  addExplain(playbook);
  addGraph(playbook);
  addReach(playbook);
}

function addNew(playbook: Command): void {
  const command = playbook
    .command("new")
    .description("write the first draft of a playbook, with its cases")
    .argument("<name>", "lower-case words with hyphens")
    .option("--for <type>", "the incident type it is for, as the taxonomy names it")
    .option("--shape <shape>", "triage, contain-account, contain-device or ask-people", "triage")
    .option("--folder <folder>", "where the playbooks are", "playbooks")
    .option("--taxonomy <folder>", "where the taxonomy is", "taxonomy");
  does<[string], { for?: string; shape: string; folder: string; taxonomy: string }>(
    command,
    async ({ say }, options, name) => {
      const { draftPlaybook } = await import("../../playbook/draft.ts");
      const type = options.for === undefined ? null : await typeOf(options.for, options.taxonomy);
      const { files } = draftPlaybook(name, type, options.shape);
      const folder = join(options.folder, name);
      if (existsSync(folder))
        throw new InputError("cli.exists", `There is a playbook ${folder} already; nothing was written.`);
      mkdirSync(folder, { recursive: true });
      const written = Object.entries(files).map(([file, text]) => {
        writeFileSync(join(folder, file), text, { flag: "wx" });
        return join(folder, file);
      });
      say({ files: written }, () =>
        [...written, `Next: cordon playbook check ${folder} && cordon playbook test ${folder}`].join("\n"),
      );
    },
  );
}

async function typeOf(id: string, folder: string): Promise<DraftedType> {
  const { parseTaxonomy } = await import("../../taxonomy/parse.ts");
  const [main, ...classes] = taxonomyFiles(folder);
  const { typeNamed } = await import("../../playbook/draft.ts");
  return typeNamed(id, parseTaxonomy(main!, classes).taxonomy?.types ?? []);
}

function addExplain(playbook: Command): void {
  const command = playbook
    .command("explain")
    .description("say in sentences what a playbook does")
    .argument("<path>", "a folder with playbook.yaml");
  does<[string], object>(command, async (session, _options, path) => {
    const { explainPlaybook } = await import("../../playbook/explain.ts");
    const { name, tree } = await soundAt(session, path);
    const text = explainPlaybook(tree);
    session.say({ playbook: name, text }, () => safeLines(text.trimEnd()));
  });
}

function addGraph(playbook: Command): void {
  const command = playbook
    .command("graph")
    .description("draw a playbook")
    .argument("<path>", "a folder with playbook.yaml")
    .option("--format <format>", "mermaid or svg", "mermaid");
  does<[string], { format: string }>(command, async (session, { format }, path) => {
    if (format !== "mermaid" && format !== "svg")
      throw new InputError("cli.bad-format", `"${format}" is no format of a graph; expected mermaid or svg.`);
    const { graphOf } = await import("../../playbook/graph.ts");
    const { mermaidOf } = await import("../../playbook/mermaid.ts");
    const { svgOf } = await import("../../playbook/svg.ts");
    const { name, program } = await soundAt(session, path);
    const graph = graphOf(program);
    const text = format === "svg" ? svgOf(graph, program.title) : mermaidOf(graph);
    session.say({ playbook: name, format, text }, () => safeLines(text.trimEnd()));
  });
}

function addReach(playbook: Command): void {
  const command = playbook
    .command("reach")
    .description("say every effect that one run could cause, how often at most, and what policies let it do by itself")
    .argument("<path>", "a folder with playbook.yaml")
    .option("--policies <folder>", "the policies that decide", "policies");
  does<[string], { policies: string }>(command, async (session, { policies }, path) => {
    const { reachOf } = await import("../../guard/reach.ts");
    const { name, planned } = await soundAt(session, path);
    const policySet = await policySetAt(policies);
    const items = planned.map(({ playbook: run, ...effect }) => ({
      ...effect,
      ...reachOf(policySet, { ...effect, playbook: run }),
    }));
    session.say({ playbook: name, items }, () => reachText(items));
  });
}

/** The one playbook at a path, when it has no errors; else says what is wrong and ends. */
async function soundAt(
  session: Session,
  path: string,
): Promise<Pick<FoundPlaybook, "name"> & Required<Pick<CheckedPlaybook, "tree" | "program" | "planned">>> {
  const { checkPlaybook } = await import("../../playbook/check.ts");
  const [one, ...others] = await playbooksAt([path]);
  if (one === undefined || others.length > 0)
    throw new InputError("cli.unreadable", `${path} is not one playbook; expected a folder with playbook.yaml.`);
  const { program, tree, planned, findings } = checkPlaybook(one.source, one);
  if (program !== undefined && tree !== undefined) return { name: one.name, program, tree, planned };
  sayChecked(session, findings.map(playbookFinding));
  throw new InputError("cli.unreadable", `${path} has errors.`);
}
