import { inWorkspace } from "../../store/database.ts";
import { needsSecondPerson, requireSecondPerson } from "../../store/playbook-submit.ts";
import { ContentSettings } from "../contract/version.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, READERS, type Route, route } from "../door.ts";

const tag = "content";
const path = "/v1/content/settings";
const answer = ContentSettings;

/** How content comes in force in a workspace. */
export function contentSettingsRoutes(deps: ApiDeps): Route[] {
  return [show(deps), set(deps)];
}

function show({ database }: ApiDeps): Route {
  const summary = "Whether a second person has to approve playbooks";
  return route({ method: "get", path, tag, summary, needs: READERS, answer }, async ({ caller: { workspaceId } }) => ({
    secondPerson: await inWorkspace(database, workspaceId, (client) => needsSecondPerson(client, workspaceId)),
  }));
}

function set({ database }: ApiDeps): Route {
  const summary = "Say whether a second person has to approve playbooks before they come in force";
  return route(
    { method: "put", path, tag, summary, needs: ADMINS, recent: true, body: ContentSettings, answer },
    async ({ caller: { workspaceId }, actor: by, body: { secondPerson } }) => {
      await inWorkspace(database, workspaceId, (client) =>
        requireSecondPerson(client, workspaceId, { needed: secondPerson, by }),
      );
      return { secondPerson };
    },
  );
}
