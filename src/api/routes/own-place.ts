import { InputError } from "../../errors.ts";
import { isNetwork } from "../../guard/internal-target.ts";
import { isTimeZone } from "../../guard/local-time.ts";
import { ownTogether } from "../../guard/own-place.ts";
import { OwnPlace as body, type OwnPlace } from "../../model/own-place.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { ownPlaceOf, setOwnPlace } from "../../store/own-place.ts";
import { OwnPlaceView as answer } from "../contract/own-place.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, READERS, type Route, route } from "../door.ts";

const [tag, path] = ["policies", "/v1/own-place"] as const;

/** What is the organization's own: never blocked, and the zone of the hours in its policies. */
export function ownPlaceRoutes(deps: ApiDeps): Route[] {
  return [show(deps), set(deps)];
}

function show(deps: ApiDeps): Route {
  const summary = "What policies take for the organization's own, and the zone of their hours";
  return route({ method: "get", path, tag, summary, needs: READERS, answer }, ({ caller: { workspaceId } }) =>
    inWorkspace(deps.database, workspaceId, (client) => viewOf(client, workspaceId, deps)),
  );
}

function set(deps: ApiDeps): Route {
  const summary = "Say which networks and domains are this organization's own, and in which time zone its hours are";
  return route(
    { method: "put", path, tag, summary, needs: ADMINS, recent: true, body, answer },
    async ({ caller: { workspaceId }, actor, body: place }) => {
      check(place);
      const view = await inWorkspace(deps.database, workspaceId, async (client) => {
        await setOwnPlace(client, workspaceId, place, actor);
        return viewOf(client, workspaceId, deps);
      });
      deps.invalidate(workspaceId);
      return view;
    },
  );
}

function check({ timeZone, networks }: OwnPlace): void {
  const network = networks.find((each) => !isNetwork(each));
  if (network !== undefined)
    throw new InputError(
      "api.bad-body",
      `networks: "${network}" is no network in CIDR notation such as 203.0.113.0/24; one address is 203.0.113.7/32.`,
    );
  if (timeZone !== null && !isTimeZone(timeZone))
    throw new InputError(
      "api.bad-body",
      `timeZone: "${timeZone}" is no time zone; expected a name such as Europe/Berlin.`,
    );
}

async function viewOf(client: Client, workspaceId: string, { own = {} }: ApiDeps) {
  const workspace = await ownPlaceOf(client, workspaceId);
  const { timeZone = "UTC", networks = [], domains = [] } = ownTogether(own, workspace);
  const installation = { timeZone: own.timeZone ?? "UTC", networks: own.networks ?? [], domains: own.domains ?? [] };
  return { workspace, installation, inForce: { timeZone, networks, domains } };
}
