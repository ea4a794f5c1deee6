/** A version as the doors show it, and what may be done with it by whom. */
import { InputError, RefusedError } from "../errors.ts";
import { contractsOf, staleContracts } from "../playbook/contracts.ts";
import { peopleOf } from "../store/approval-separation.ts";
import { playbookNamesEver } from "../store/content.ts";
import type { Client } from "../store/database.ts";
import { type Standing, standingsOf, type Trial } from "../store/playbook-life.ts";
import { type Caller, notFound } from "./authenticate.ts";
import type { PlaybookSummary } from "./contract/content.ts";
import { StandingVersion } from "./contract/version.ts";

/** Without ids, and with what has changed since it was checked. */
export function presentVersion({ id: _id, tookForceAt: _at, trial, ...version }: Standing): StandingVersion {
  const kept = version.contracts as StandingVersion["contracts"];
  const stale = staleContracts(kept, contractsOf({ capabilities: Object.keys(kept.capabilities ?? {}) }));
  const share = trial === 0 ? "shadow" : trial;
  return StandingVersion.parse(JSON.parse(JSON.stringify({ ...version, share, stale })));
}

/** What stands beside the version in force. */
export function presentTrial({ number, share, since, by }: Trial): NonNullable<PlaybookSummary["beside"]> {
  return { number, share: share === 0 ? "shadow" : share, since: since.toISOString(), by };
}

/** All versions of a playbook, newest first. @throws InputError `api.not-found` when there is none. */
export async function versionsNamed(client: Client, workspaceId: string, name: string): Promise<Standing[]> {
  const versions = await standingsOf(client, workspaceId, name);
  if (versions.length === 0) throw await noSuchPlaybook(client, workspaceId, name);
  return versions;
}

/** The error for a name that no playbook has, with the nearest that one has. */
export async function noSuchPlaybook(client: Client, workspaceId: string, name: string): Promise<InputError> {
  return notFound("playbook", name, await playbookNamesEver(client, workspaceId));
}

/** The error for a number that no version of a playbook has, with those there are. */
export function noSuchVersion(name: string, number: number, versions: readonly { number: number }[]): InputError {
  const numbers = versions.map((one) => one.number).sort((a, b) => a - b);
  const [least, most] = [numbers[0], numbers.at(-1)];
  const known = least === most ? `only version ${least}` : `versions ${least} to ${most}`;
  return new InputError("api.not-found", `"${name}" has no version ${number}; it has ${known}.`);
}

/** One of them; null for the one in force. @throws InputError `api.not-found` when there is no such. */
export function pick(versions: readonly Standing[], number: number | null): Standing {
  const found = versions.find((one) => (number === null ? one.status === "in-force" : one.number === number));
  if (found !== undefined) return found;
  const name = versions[0]?.name ?? "";
  if (number !== null) throw noSuchVersion(name, number, versions);
  throw new InputError("api.not-found", `No version of the playbook "${name}" is in force.`);
}

/**
 * A draft is judged once, and never by who wrote it or handed it in, whichever of their tokens they use.
 * @throws RefusedError `playbook.not-draft` (409), `playbook.own-review` (403).
 */
export async function mayReview(
  client: Client,
  workspaceId: string,
  version: Standing,
  { person }: Pick<Caller, "person">,
): Promise<void> {
  if (version.status !== "draft")
    throw new RefusedError(
      "playbook.not-draft",
      `${named(version)} is ${version.status} since ${version.since.toISOString()} by ${version.by}; only a draft is reviewed.`,
    );
  const { createdBy, submittedBy } = version;
  const authors = await peopleOf(client, workspaceId, [{ actor: createdBy }, { actor: submittedBy }]);
  if (!authors.includes(person)) return;
  throw new RefusedError(
    "playbook.own-review",
    `${named(version)} is ${person}'s own; somebody else has to review it.`,
    { details: { author: version.createdBy, submittedBy: version.submittedBy } },
  );
}

/** @throws RefusedError `playbook.not-reviewed` when the version may not respond to incidents, not even to a share of them. */
export function mayTakeForce(version: Standing, secondPerson: boolean): void {
  if (version.status === "rejected")
    throw new RefusedError(
      "playbook.not-reviewed",
      `${version.reviewedBy} rejected ${named(version)}: ${version.reviewComment || "without a comment"}. Correct it, and submit it again.`,
    );
  if (!secondPerson || version.reviewedBy !== null) return;
  throw new RefusedError(
    "playbook.not-reviewed",
    `${named(version)} was approved by nobody. A second person approves it: cordon playbook approve ${version.name} --version ${version.number}`,
  );
}

function named({ name, number }: Standing): string {
  return `${name}@${number}`;
}
