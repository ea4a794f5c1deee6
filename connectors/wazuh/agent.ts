/** Agents, found by id or by name. */
import { z } from "zod";
import { RefusedError } from "../../src/errors.ts";
import { ChangeAnswer, requireChange, type WazuhContext, type WazuhSession } from "./server-api.ts";

const Agent = z.object({
  id: z.string().regex(/^\d{3,}$/),
  name: z.string(),
  status: z.string().default("unknown"),
  group: z.array(z.string()).default([]),
  lastKeepAlive: z.string().default(""),
  os: z.object({ name: z.string().optional(), version: z.string().optional() }).default({}),
});
export type Agent = z.output<typeof Agent>;

const Agents = z.object({ data: z.object({ affected_items: z.array(Agent) }) });

/** GET /agents. A device that is all digits is an agent id, else a name; the manager itself (000) is no device. */
export async function findAgent(session: WazuhSession, device: string): Promise<Agent | undefined> {
  const query: Record<string, string> = /^\d{3,10}$/.test(device) ? { agents_list: device } : { name: device };
  const { data } = await session.call("GET", "/agents", Agents, { query: { ...query, limit: "2" } });
  const found = data.affected_items.filter(({ id }) => id !== "000");
  if (found.length > 1)
    throw new RefusedError(
      "connector.rejected",
      `Wazuh has several agents named "${device.slice(0, 100)}"; name one by its id.`,
    );
  return found[0];
}

/** @throws RefusedError `connector.not-found`. */
export async function requireAgent(session: WazuhSession, device: string): Promise<Agent> {
  const agent = await findAgent(session, device);
  if (!agent) throw new RefusedError("connector.not-found", `Wazuh has no agent "${device.slice(0, 100)}".`);
  return agent;
}

/** PUT /active-response: hands a command to one agent. Wazuh answers when it was handed over, not when it has run. */
export async function runCommand(session: WazuhSession, agent: Agent, command: string): Promise<void> {
  if (agent.status !== "active") {
    throw new RefusedError(
      "connector.rejected",
      `Agent ${agent.id} (${agent.name}) is ${agent.status}; a command reaches only an active agent.`,
      { details: { status: agent.status } },
    );
  }
  const answer = await session.call("PUT", "/active-response", ChangeAnswer, {
    query: { agents_list: agent.id },
    body: { command, arguments: [] },
  });
  requireChange(answer, `hand "${command}" to agent ${agent.id}`);
}

/** True when the agent carries the mark of isolation. Always false without a group to mark with. */
export function isMarked(context: WazuhContext, agent: Agent): boolean {
  return context.settings.isolatedGroup !== "" && agent.group.includes(context.settings.isolatedGroup);
}

/** PUT or DELETE /agents/:id/group/:group, so that the mark is as wanted; nothing without a group. */
export async function mark(
  context: WazuhContext,
  session: WazuhSession,
  agent: Agent,
  isolated: boolean,
): Promise<void> {
  const { isolatedGroup } = context.settings;
  if (isolatedGroup === "" || isMarked(context, agent) === isolated) return;
  await session.call(
    isolated ? "PUT" : "DELETE",
    `/agents/${agent.id}/group/${isolatedGroup}`,
    z.object({ error: z.literal(0).optional() }),
  );
}
