/** Moving a run that waits to another version of its playbook. */
import { RefusedError } from "../errors.ts";
import { whyNotMovable } from "../playbook/move.ts";
import type { Program } from "../playbook/program.ts";
import type { RunState } from "../playbook/state.ts";
import { playbookVersions } from "../store/content.ts";
import { lockContent } from "../store/content-change.ts";
import type { Client } from "../store/database.ts";
import { lockRun, moveRun } from "../store/run-read.ts";
import { notFound } from "./authenticate.ts";
import { pick, versionsNamed } from "./standing-version.ts";

/** @throws RefusedError `run.not-movable` with the reason: nothing is moved by halves. */
export async function moveToVersion(
  client: Client,
  workspaceId: string,
  id: string,
  { version: number, reason, by }: { version: number; reason: string; by: string },
): Promise<void> {
  await lockContent(client, workspaceId);
  const run = await lockRun(client, workspaceId, id);
  if (run === null) throw notFound("run", id);
  if (run.shadow) throw notMovable("it is a shadow, which shows what its own version would do");
  if (run.status !== "waiting" || run.inHand)
    throw notMovable(`it is ${run.status}, and only a run that waits can be moved`);
  const [pinned] = await playbookVersions(client, [run.programId]);
  const target = pick(await versionsNamed(client, workspaceId, pinned!.name), number);
  if (target.id === pinned!.id) return;
  if (target.status !== "in-force" && (target.trial ?? 0) === 0)
    throw notMovable(`${target.name}@${number} is ${target.status}; promote it first`);
  const [version] = await playbookVersions(client, [target.id]);
  const [from, to] = [pinned!.program as Program, version!.program as Program];
  const why = whyNotMovable(from, to, run.state as RunState);
  if (why !== null) throw notMovable(why);
  await moveRun(client, workspaceId, id, { versionId: target.id, from: pinned!.number, to: number, reason, by });
}

function notMovable(why: string): RefusedError {
  return new RefusedError("run.not-movable", `The run stays on its version: ${why}.`);
}
