import { rehearse } from "../../respond/rehearse.ts";
import { inWorkspace } from "../../store/database.ts";
import { askedProgram } from "../asked-program.ts";
import { RehearsalRequest as body, Rehearsal } from "../contract/rehearsal.ts";
import type { ApiDeps } from "../deps.ts";
import { type Needs, type Route, route } from "../door.ts";
import { answersOfPast, incidentNamed } from "../past-incident.ts";

const REHEARSERS = ["analyst", "engineer"] as const satisfies Needs;

/** A playbook rehearsed on an incident: what it would do here and now, and what the guard would say of each effect. */
export function rehearsalRoute({ database, responses }: ApiDeps): Route {
  const path = "/v1/playbooks/rehearse";
  const summary =
    "Say what a playbook would do with an incident now, each effect with the guard's decision; nothing is done";
  return route(
    { method: "post", path, tag: "playbooks", summary, needs: REHEARSERS, body, answer: Rehearsal },
    async ({ caller: { workspaceId }, body: { playbook, source, file, calls, incident, liveReads } }) => {
      const content = await responses(workspaceId);
      const given = await inWorkspace(database, workspaceId, async (client) => {
        const past = await incidentNamed(client, workspaceId, incident);
        const { program, version } = await askedProgram(client, workspaceId, { playbook, source, file, calls });
        return { past, program, version, book: await answersOfPast(client, past) };
      });
      const { past, program, version, book } = given;
      const came = await rehearse({ database, workspaceId, program, facts: past.facts, content, book, liveReads });
      return { playbook: program.name, version, incident: past.number, ...came };
    },
  );
}
