/** Which version of a playbook an incident gets. */
import { sha256 } from "../ids.ts";
import type { PinnedProgram, PlaybookInForce } from "./content.ts";

/**
 * The version on trial for its share of the incidents, else the one in force. An incident's id decides and nothing else, so that every process
 * decides alike, and an incident that got the new version with a small share gets it with any larger one.
 */
export function chooseVersion(playbook: PlaybookInForce, incidentId: string): PinnedProgram {
  const { trial } = playbook;
  return trial !== undefined && hundredthOf(incidentId) < trial.share ? trial : playbook;
}

/** A number from 0 to 99 that an id always has, and each number one id in a hundred. */
function hundredthOf(id: string): number {
  return Number.parseInt(sha256(id).slice(0, 12), 16) % 100;
}
