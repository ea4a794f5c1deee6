import { isolate } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { isMarked, mark, requireAgent, runCommand } from "./agent.ts";
import { API_DOCS, signIn } from "./server-api.ts";
import type { WazuhSettings } from "./settings.ts";

/** PUT /active-response with the isolating command, then the mark. No text of the alert is passed to the agent's script. */
export const isolateAction = defineAction<WazuhSettings, typeof isolate.input, typeof isolate.output>({
  capability: isolate,
  docs: `${API_DOCS}#operation/api.controllers.active_response_controller.run_command`,
  permissions: ["agent:read", "active-response:command", "agent:modify_group"],
  idempotent: true,
  async run(context, input) {
    const session = await signIn(context);
    const agent = await requireAgent(session, input.device);
    const wasIsolated = isMarked(context, agent);
    // Also when it is marked already: the mark is a memory, the command is the effect.
    await runCommand(session, agent, context.settings.isolateCommand);
    await mark(context, session, agent, true);
    return { wasIsolated };
  },
  async readBack(context, input) {
    if (context.settings.isolatedGroup === "") return { inForce: "cannot-tell", seen: {} };
    const agent = await requireAgent(await signIn(context), input.device);
    return {
      inForce: isMarked(context, agent) ? "yes" : "no",
      seen: { agent: agent.id, groups: agent.group, status: agent.status },
    };
  },
});
