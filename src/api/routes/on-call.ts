import { announceAgain } from "../../store/approval-notice.ts";
import { connectionsOf } from "../../store/connection.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { addOnCall, listContacts, listOnCall, removeOnCall, setContact } from "../../store/on-call.ts";
import { whoAnswers } from "../../store/who-answers.ts";
import { notFound } from "../authenticate.ts";
import { NewOnCall, OnCallList, onCallQuery, SetContact } from "../contract/on-call.ts";
import { Done, idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, type Needs, READERS, type Route, route } from "../door.ts";
import { expectKnown } from "../person-asked.ts";

const tag = "on-call";
/** Being asked gives nobody a role, so that those who plan the work may say who is. */
const PLANNERS = ["engineer", "approver"] as const satisfies Needs;

/** Who is asked for a yes or no, in which order and when, and where they are reached. */
export function onCallRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), add(deps), remove(deps), contact(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List on-call orders by queue, and where people are reached";
  return route(
    { method: "get", path: "/v1/on-call", tag, summary, needs: READERS, query: onCallQuery, answer: OnCallList },
    ({ caller: { workspaceId }, query: { queue } }) =>
      inWorkspace(database, workspaceId, (client) => orders(client, workspaceId, queue)),
  );
}

async function orders(client: Client, workspaceId: string, queue: string | undefined) {
  const people = [...(await whoAnswers(client, workspaceId))].map(([person, roles]) => ({ person, roles }));
  const items = await listOnCall(client, workspaceId, queue);
  return { items, contacts: await listContacts(client, workspaceId), people };
}

function add({ database, clock }: ApiDeps): Route {
  const summary = "Put a person in a queue's order for a time";
  return route(
    {
      method: "post",
      path: "/v1/on-call",
      tag,
      summary,
      needs: PLANNERS,
      body: NewOnCall,
      status: 201,
      answer: OnCallList,
    },
    ({ caller: { workspaceId }, actor, body: { from, until, ...entry } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        await expectKnown(client, workspaceId, entry.person);
        const times = {
          from: from === undefined ? clock.now() : new Date(from),
          until: until ? new Date(until) : null,
        };
        await addOnCall(client, workspaceId, { ...entry, ...times }, actor);
        await announceAgain(client, workspaceId);
        return orders(client, workspaceId, entry.queue);
      }),
  );
}

function remove({ database }: ApiDeps): Route {
  const summary = "Take an entry out of its order";
  return route(
    { method: "delete", path: "/v1/on-call/{id}", tag, summary, needs: PLANNERS, params: idParams, answer: Done },
    async ({ caller: { workspaceId }, actor, params: { id } }) => {
      if (!(await inWorkspace(database, workspaceId, (client) => removeOnCall(client, workspaceId, id, actor))))
        throw notFound("on-call entry", id);
      return { done: true };
    },
  );
}

/** Whoever could say where a person's questions go could answer them, so that only admins say it. */
function contact({ database }: ApiDeps): Route {
  const summary = "Say where a person is reached by a connection";
  const path = "/v1/on-call/contacts";
  return route(
    { method: "post", path, tag, summary, needs: ADMINS, recent: true, body: SetContact, answer: Done },
    ({ caller: { workspaceId }, actor, body }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const names = (await connectionsOf(client, workspaceId)).map(({ name }) => name);
        if (!names.includes(body.connection)) throw notFound("connection", body.connection, names);
        if (body.address !== "") await expectKnown(client, workspaceId, body.person);
        await setContact(client, workspaceId, body, actor);
        await announceAgain(client, workspaceId);
        return { done: true };
      }),
  );
}
