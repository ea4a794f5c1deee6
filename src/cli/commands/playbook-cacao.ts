/** `cordon playbook import` and `export`: between CACAO 2.0 and playbooks of ours. Import works without a server. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { playbookFinding } from "../../api/content-findings.ts";
import type { PlaybookDetail } from "../../api/contract/content.ts";
import { InputError } from "../../errors.ts";
import { Ended, EXIT, findingLine } from "../exit.ts";
import { part } from "../options.ts";
import { playbooksAt, textFile } from "../read-content.ts";
import { does, type Session } from "../session.ts";

interface ImportOptions {
  out?: string;
  map: Map<string, string>;
  queue: string;
}

/** Adds both to `cordon playbook`. */
export function addCacao(playbook: Command): void {
  const imported = playbook
    .command("import")
    .description("make a playbook of a CACAO 2.0 document, without a server")
    .argument("<file>", "the document; - for standard input")
    .option("--out <folder>", "write <folder>/<name>/playbook.yaml instead of showing it")
    .option(
      "--map <agent=connection>",
      "the connection for an agent or a target, or the playbook for a playbook's id; may be given several times",
      collectMap,
      new Map<string, string>(),
    )
    .option("--queue <queue>", "whom the steps go to that people do", "soc");
  does<[string], ImportOptions>(imported, (session, options, file) => importFile(session, options, file));
  const exported = playbook
    .command("export")
    .description("show a playbook as a document for other products")
    .argument("<name>", "a playbook in force, or a folder with playbook.yaml")
    .option("--format <format>", "cacao", oneFormat, "cacao");
  does<[string], { format: string }>(exported, async (session, _options, name) => {
    const { exportCacao } = await import("../../cacao/export.ts");
    const document = exportCacao(await sourceOf(session, name), new Date().toISOString());
    session.say(document, () => JSON.stringify(document, null, 2));
  });
}

async function importFile({ say, note }: Session, { out, map, queue }: ImportOptions, file: string): Promise<void> {
  const { importCacao } = await import("../../cacao/import.ts");
  const document = textFile(file);
  const { playbook, findings } = importCacao(document.text, { file: document.file, connections: map, queue });
  const shown = findings.map(playbookFinding);
  const target = playbook === null || out === undefined ? null : join(out, playbook.name, "playbook.yaml");
  if (playbook !== null && target !== null) write(target, playbook.source);
  say({ ok: playbook !== null, file: target, playbook, findings: shown }, () =>
    playbook === null ? "Nothing was imported." : (target ?? playbook.source),
  );
  for (const finding of shown) note(findingLine(finding));
  if (playbook === null) throw new Ended(EXIT.input);
}

/** A file that is there may hold somebody's work. */
function write(target: string, source: string): void {
  if (existsSync(target))
    throw new InputError("cli.exists", `${target} is there already; move it, or choose another --out.`);
  mkdirSync(join(target, ".."), { recursive: true });
  writeFileSync(target, source);
}

/** The source of a folder's playbook once the checker takes it, or of the one in force. */
async function sourceOf({ client }: Session, name: string): Promise<string> {
  if (!existsSync(name)) return (await client.get<PlaybookDetail>(`/v1/playbooks/${part(name)}`)).source;
  const { checkPlaybook } = await import("../../playbook/check.ts");
  const { libraryOf } = await import("../../playbook/library.ts");
  const [one, ...others] = await playbooksAt([name]);
  if (one === undefined || others.length > 0)
    throw new InputError("cli.unreadable", `${name} holds several playbooks; name the folder of one.`);
  const beside = await playbooksAt([join(one.file, "..", "..")]);
  const { program, findings } = checkPlaybook(one.source, { file: one.file, library: libraryOf(beside) });
  if (program !== undefined) return one.source;
  const details = { findings: findings.map(playbookFinding) };
  throw new InputError("cli.unsound", `${one.file} has errors; mend them first.`, { details });
}

function collectMap(text: string, all: Map<string, string>): Map<string, string> {
  const at = text.lastIndexOf("=");
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError("Expected agent=connection.");
  return new Map([...all, [text.slice(0, at), text.slice(at + 1)]]);
}

function oneFormat(text: string): string {
  if (text !== "cacao") throw new InvalidArgumentError("Expected cacao.");
  return text;
}
