import { InputError, RefusedError } from "../../errors.ts";
import { taxonomyInForce } from "../../store/content.ts";
import { lockContent } from "../../store/content-change.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import {
  putInForce,
  putOnTrial,
  retireVersion,
  rollBack,
  type Standing,
  stopTrial,
} from "../../store/playbook-life.ts";
import { needsSecondPerson } from "../../store/playbook-submit.ts";
import { mustReadTaxonomy } from "../../taxonomy/stored.ts";
import * as contract from "../contract/version.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Route, route } from "../door.ts";
import { mayTakeForce, pick, presentVersion, versionsNamed } from "../standing-version.ts";

const tag = "playbooks";
const params = contract.nameParams;

/** Which version responds to incidents, and to what share of them. Runs under way finish on theirs. */
export function playbookPromotionRoutes(deps: ApiDeps): Route[] {
  return [promote(deps), rollback(deps), retire(deps)];
}

function promote(deps: ApiDeps): Route {
  const summary = "Give a version a share of a playbook's incidents, as a shadow, in part, or all of them";
  const { Promotion: body, StandingVersion: answer } = contract;
  const path = "/v1/playbooks/{name}/promote";
  return route(
    { method: "post", path, tag, summary, needs: ENGINEERS, params, body, answer },
    ({ caller: { workspaceId }, actor: by, params: { name }, body: { version: number, share } }) =>
      changing(deps, workspaceId, name, number, async (client, versions) => {
        const version = pick(versions, number);
        mayTakeForce(version, await needsSecondPerson(client, workspaceId));
        if (share === 100) {
          if (version.status !== "in-force")
            await putInForce(client, workspaceId, version, { by, action: "playbook-promoted" });
          return;
        }
        const inForce = versions.find(({ status }) => status === "in-force");
        if (inForce === undefined || inForce.id === version.id)
          throw new InputError("playbook.nothing-beside", noShare(version, inForce !== undefined));
        await putOnTrial(client, workspaceId, version, { by, share: share === "shadow" ? 0 : share });
      }),
  );
}

function noShare({ name, number }: Standing, itself: boolean): string {
  return itself
    ? `${name}@${number} is in force, for all incidents; to share them, promote another version.`
    : `No version of "${name}" is in force that ${name}@${number} could share incidents with; promote it with a share of 100.`;
}

function rollback(deps: ApiDeps): Route {
  const summary =
    "End a version's share of incidents, or where there is none go back to the version that was in force before";
  const { Rollback: body, StandingVersion: answer } = contract;
  const path = "/v1/playbooks/{name}/rollback";
  return route(
    { method: "post", path, tag, summary, needs: ENGINEERS, params, body, answer },
    ({ caller: { workspaceId }, actor: by, params: { name }, body: { reason } }) =>
      changing(deps, workspaceId, name, null, async (client, versions) => {
        const onTrial = versions.find(({ trial }) => trial !== null);
        if (onTrial !== undefined) return stopTrial(client, workspaceId, onTrial, { by, reason });
        const from = pick(versions, null);
        await rollBack(client, workspaceId, { from, to: before(versions, from) }, { by, reason });
      }),
  );
}

/** The version that took force last before this one, of those that were not rolled back. */
function before(versions: readonly Standing[], from: Standing): Standing {
  const when = ({ tookForceAt }: Standing) => tookForceAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const earlier = versions.filter((one) => one.tookForceAt !== null && when(one) < when(from));
  const last = earlier.sort((a, b) => when(b) - when(a))[0];
  if (last !== undefined) return last;
  throw new RefusedError(
    "playbook.nothing-before",
    `No version of "${from.name}" was in force before ${from.name}@${from.number}. To end it: cordon playbook retire ${from.name} --reason …`,
  );
}

function retire(deps: ApiDeps): Route {
  const summary = "Take a playbook out of force, or withdraw one of its versions";
  const { Retirement: body, StandingVersion: answer } = contract;
  const path = "/v1/playbooks/{name}/retire";
  return route(
    { method: "post", path, tag, summary, needs: ENGINEERS, params, body, answer },
    ({ caller: { workspaceId }, actor: by, params: { name }, body: { version: given, reason } }) => {
      const number = given ?? null;
      return changing(deps, workspaceId, name, number, async (client, versions) => {
        const version = pick(versions, number);
        if (version.status === "in-force") await mustNotBeMapped(client, workspaceId, name);
        if (version.status !== "retired") await retireVersion(client, workspaceId, version, { by, reason });
      });
    },
  );
}

/** Nothing that the taxonomy maps to goes: its incidents would be handed to people without anybody having decided that. */
export async function mustNotBeMapped(client: Client, workspaceId: string, name: string): Promise<void> {
  const inForce = await taxonomyInForce(client, workspaceId);
  if (inForce === null) return;
  const types = mustReadTaxonomy(inForce).types.filter(({ playbook }) => playbook.some(({ run }) => run === name));
  if (types.length === 0) return;
  throw new RefusedError(
    "playbook.in-use",
    `The taxonomy maps ${types.map(({ id }) => id).join(", ")} to "${name}"; map them to something else first.`,
  );
}

/** Makes a change to where the versions of a playbook stand, one at a time; answers the version it was about as it stands then. */
async function changing(
  { database, invalidate }: ApiDeps,
  workspaceId: string,
  name: string,
  number: number | null,
  change: (client: Client, versions: Standing[]) => Promise<void>,
): Promise<contract.StandingVersion> {
  const version = await inWorkspace(database, workspaceId, async (client) => {
    await lockContent(client, workspaceId);
    const versions = await versionsNamed(client, workspaceId, name);
    await change(client, versions);
    const after = await versionsNamed(client, workspaceId, name);
    const was = versions.find(({ status }) => status === "in-force");
    return pick(after, number ?? (after.some(({ status }) => status === "in-force") ? null : (was?.number ?? null)));
  });
  invalidate(workspaceId);
  return presentVersion(version);
}
