/** The audit log of an installation, taken away by its own API and held against nothing but itself and its key, as `cordon audit verify` does. */
import { parseKey } from "../../src/evidence/note.ts";
import { newVerifier } from "../../src/evidence/verify.ts";
import type { Ground } from "./ground.ts";
import { query } from "./ledger.ts";

/** What is wrong with the log, and how many entries of the database it does not have; nothing when it is whole. */
export async function auditFaults({
  installation,
  cordons,
}: Pick<Ground, "installation" | "cordons">): Promise<string[]> {
  const url = cordons.find((cordon) => cordon.ready())?.url;
  if (url === undefined) return ["no Cordon is there to hand the audit log on"];
  const headers = { authorization: `Bearer ${installation.readerToken}` };
  const ask = async (path: string) => {
    const answer = await fetch(`${url}${path}`, { headers });
    if (!answer.ok) throw new Error(`${answer.status} to ${path}: ${(await answer.text()).slice(0, 500)}`);
    return answer.text();
  };
  const [stored] = await query<{ count: number }>(
    installation,
    `SELECT count(*)::int AS count FROM audit WHERE workspace_id = '${installation.workspaceId}'`,
  );
  const { keys } = JSON.parse(await ask("/v1/audit/key")) as { keys: string[] };
  const verifier = newVerifier(keys.map(parseKey));
  const lines = (await ask("/v1/audit/export")).split("\n");
  for (const line of lines.slice(0, -1)) verifier.line(line);
  // What follows the last end of a line is nothing, unless the export was cut.
  if (lines.at(-1) !== "") verifier.line(lines.at(-1) as string, false);
  const { problems, entries } = verifier.end();
  const missing = stored!.count - entries;
  return [
    ...problems.map(({ message }) => `the audit log: ${message}`),
    ...(missing > 0 ? [`the audit log: ${missing} entries of the database are not in it`] : []),
  ];
}
