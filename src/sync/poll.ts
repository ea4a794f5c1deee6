/** Inbound: linked tickets and alerts of open incidents, looked at every so often. */
import { isCordonError, toErrorJson } from "../errors.ts";
import { type ClaimedLink, claimDueLinks, failLink } from "../store/sync-link.ts";
import type { RoundDeps, SyncDeps } from "./deps.ts";
import { inLanes } from "./lanes.ts";
import { jittered, workOnLink } from "./link-work.ts";
import { LANES, MAX_BACKOFF_MS, POLL_MS, REFUSED_POLL_MS } from "./settings.ts";

/** Looks at every link that is due; answers how many were. */
export async function pollDue(deps: RoundDeps): Promise<number> {
  const links = await claimDueLinks(deps.database.system, deps.worker, LANES * 4);
  await inLanes(links, LANES, (link) => deps.links.holding(link, () => pollOne(deps, link)));
  return links.length;
}

async function pollOne(deps: SyncDeps, link: ClaimedLink): Promise<void> {
  try {
    await workOnLink(deps, link, null);
  } catch (error) {
    const json = toErrorJson(error);
    // What repeats every round is said once; the link itself shows it until it is over.
    if (!link.failing)
      deps.log.warn(
        { link: link.id, kind: link.kind, externalId: link.externalId, error: json },
        "a linked system could not be looked at",
      );
    const refused = !isCordonError(error) || error.root !== "transient";
    const again = refused
      ? REFUSED_POLL_MS
      : (json.retryAfterMs ?? Math.min(4 * (deps.pollMs ?? POLL_MS), MAX_BACKOFF_MS));
    await failLink(deps.database.system, {
      id: link.id,
      claim: link.claim,
      error: json,
      agreed: null,
      nextPollMs: jittered(again),
    });
  }
}
