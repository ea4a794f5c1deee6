/** `cordon audit verify`: an exported log, or a proof of one entry, held against nothing but itself and a key. */
import { createReadStream } from "node:fs";
import type { Command } from "commander";
import { InputError } from "../../errors.ts";
import { parseKey, type VerifierKey } from "../../evidence/note.ts";
import { newVerifier, type Verdict } from "../../evidence/verify.ts";
import { type ProofVerdict, verifyProof } from "../../evidence/verify-proof.ts";
import { readInput } from "../ask.ts";
import { Ended, EXIT } from "../exit.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, time } from "../show.ts";

/** Longer no line of a log is. */
const LONGEST_LINE = 16 * 1024 * 1024;

export function addVerify(audit: Command): void {
  const verify = audit
    .command("verify")
    .description("check an exported log, or a proof, without a server")
    .argument("<file>", "what cordon audit export or cordon audit proof wrote; - for standard input")
    .option("--key <file>", "the keys to believe, as cordon audit key printed them; else those in the file are");
  does<[string], { key?: string }>(verify, async ({ say }, options, file) => {
    const trusted = options.key === undefined ? [] : keysIn(options.key);
    const found = await checkFile(file, trusted);
    say(found, () => verdictText(found));
    if (!found.sound) throw new Ended(EXIT.failed);
  });
}

function keysIn(path: string): VerifierKey[] {
  const lines = readInput(path).toString("utf8").split("\n");
  const keys = lines.filter((line) => line.trim() !== "").map(parseKey);
  if (keys.length === 0)
    throw new InputError("audit.bad-key", `${path} holds no key; write what cordon audit key prints.`);
  return keys;
}

async function checkFile(file: string, trusted: readonly VerifierKey[]): Promise<Verdict | ProofVerdict> {
  const verifier = newVerifier(trusted);
  let first = true;
  for await (const { text, whole } of linesOf(file)) {
    if (first && text.startsWith('{"kind":"proof"')) return verifyProof(text, trusted);
    first = false;
    verifier.line(text, whole);
  }
  return verifier.end();
}

/** Lines without their end; the last may have none. @throws InputError `cli.unreadable`. */
async function* linesOf(file: string): AsyncGenerator<{ text: string; whole: boolean }> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const piece of bytesOf(file)) {
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      const text = Buffer.concat([...rest, piece.subarray(from, end)]).toString("utf8");
      yield { text, whole: true };
      [rest, length, from] = [[], 0, end + 1];
    }
    rest.push(piece.subarray(from));
    length += piece.length - from;
    if (length > LONGEST_LINE)
      throw new InputError("audit.not-an-export", `${file} has a line longer than any that an export has.`);
  }
  if (length > 0) yield { text: Buffer.concat(rest).toString("utf8"), whole: false };
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  try {
    yield* file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new InputError("cli.unreadable", `${file} cannot be read (${code}).`, { cause: error });
  }
}

function verdictText(found: Verdict | ProofVerdict): string {
  const lines = "problems" in found ? exportText(found) : proofText(found);
  const keys = found.keysFromFile
    ? "The key is the file's own, which shows damage but no forgery: give yours with --key."
    : undefined;
  return [...lines, ...(keys === undefined ? [] : [keys])].join("\n");
}

function exportText({
  sound,
  origin,
  first,
  next,
  size,
  entries,
  checkpoints,
  since,
  until,
  problems,
}: Verdict): string[] {
  const head = fields([
    ["log", origin],
    ["entries", `${entries}, from ${first} to before ${next} of ${size}`],
    ["checkpoints", `${checkpoints}, signed from ${time(since)} to ${time(until)}`],
  ]);
  const told = problems.map(({ what, line, message }) => safeLine(`line ${line}: ${message} [${what}]`));
  return [
    head,
    sound ? "Nothing was altered, removed, inserted, reordered or cut." : "This is not what was recorded:",
    ...told,
  ];
}

function proofText({ sound, origin, index, size, signedAt, wrong }: ProofVerdict): string[] {
  const head = fields([
    ["log", origin],
    ["entry", index],
    ["signed", size === null ? null : `with ${size} entries, ${time(signedAt)}`],
  ]);
  return [head, sound ? "The entry is in the log, as it stands here." : safeLine(String(wrong))];
}
