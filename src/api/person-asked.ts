/** Whether there is somebody of a name to be asked. */

import { InputError } from "../errors.ts";
import { didYouMean } from "../expression/nearest.ts";
import type { Client } from "../store/database.ts";
import { whoAnswers } from "../store/who-answers.ts";

/**
 * A question put to somebody who is not there waits in silence until its time is over.
 * @throws InputError `api.not-found` for whom nobody knows, or who is shut out; it says who there is.
 */
export async function expectKnown(client: Client, workspaceId: string, person: string): Promise<void> {
  const known = [...(await whoAnswers(client, workspaceId)).keys()];
  if (known.includes(person)) return;
  const near = didYouMean(person, known);
  throw new InputError(
    "api.not-found",
    `There is nobody called "${person}" here who could be asked; ${near}${/[.?]$/.test(near) ? "" : "."} An admin adds people: cordon person add.`,
  );
}
