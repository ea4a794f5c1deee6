import type { Command } from "commander";
import type { SourceFile } from "../../api/contract/content.ts";
import { appliedText } from "../applied-text.ts";
import { versionNumber } from "../options.ts";
import { does, type Session } from "../session.ts";

/** Where versions of a kind of content are read as files, and put in force. */
interface Place {
  path: string;
  filesOf(number: number): string;
}

interface Kept {
  files: SourceFile[];
  /** Said of the taxonomy alone. */
  kept?: boolean;
}

/** `cordon taxonomy restore` and `cordon policy restore`, alike: an earlier version in force once more, as a new one. */
export function addRestore(content: Command, place: Place): void {
  const restore = content
    .command("restore")
    .description("put an earlier version in force once more, as a new version; history says what it changed")
    .argument("<number>", "the version, as history numbers them", versionNumber)
    .requiredOption("--reason <text>", "why, which the version keeps");
  does<[number], { reason: string }>(restore, (session, { reason }, number) =>
    restored(session, place, number, reason),
  );
}

async function restored({ client, say, note }: Session, { path, filesOf }: Place, number: number, reason: string) {
  const { files, kept = true } = await client.get<Kept>(filesOf(number));
  if (!kept) note(`The files of version ${number} were not kept: it is written from its rules, without comments.`);
  // A version says more of its files than are taken back.
  const body = { files: files.map(({ file, text }) => ({ file, text })), reason };
  const answer = await client.send<{ number: number; changed: boolean }>("POST", path, body);
  say({ ...answer, restored: number }, () => appliedText(answer));
}
