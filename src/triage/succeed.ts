/** Makes a new model where the one in force had learned from what is kept from models since: nobody who asked for that has to think of it. */
import { isCordonError } from "../errors.ts";
import type { Log } from "../log.ts";
import { type Database, transaction } from "../store/database.ts";
import { asReader } from "../store/reader.ts";
import { settleSuccessor, takeWantedSuccessor, type WantedSuccessor } from "../store/triage-unlearn.ts";
import { trainAndKeep } from "./keep.ts";

/** Makes one successor that is wanted; answers how many were. Any number of processes may call it at any time. */
export async function succeedModels(database: Database, log: Log, now: Date): Promise<number> {
  const wanted = await takeWantedSuccessor(database.system, now);
  if (wanted === null) return 0;
  const came = await trainedAnew(database, wanted);
  await transaction(database.system, (client) => settleSuccessor(client, wanted, came));
  const { workspaceId, number } = wanted;
  log.info({ workspace: workspaceId, model: number, successor: came }, "a triage model learned from what is kept now");
  return 1;
}

async function trainedAnew(database: Database, wanted: WantedSuccessor): Promise<"made" | "too-few"> {
  const { workspaceId, heldToo, precision, since } = wanted;
  try {
    // As nobody in particular: everybody asks the model, so it learns from no restricted incident.
    await asReader(null, () => trainAndKeep(database, { workspaceId, heldToo, precision, since, by: "system" }));
    return "made";
  } catch (error) {
    if (isCordonError(error) && error.code === "triage.too-few") return "too-few";
    throw error;
  }
}
