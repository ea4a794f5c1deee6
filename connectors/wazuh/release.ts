import { release } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { isMarked, mark, requireAgent, runCommand } from "./agent.ts";
import { API_DOCS, signIn } from "./server-api.ts";
import type { WazuhSettings } from "./settings.ts";

/** PUT /active-response with the releasing command, then the mark is taken away. */
export const releaseAction = defineAction<WazuhSettings, typeof release.input, typeof release.output>({
  capability: release,
  docs: `${API_DOCS}#operation/api.controllers.active_response_controller.run_command`,
  permissions: ["agent:read", "active-response:command", "agent:modify_group"],
  idempotent: true,
  async run(context, input) {
    const session = await signIn(context);
    const agent = await requireAgent(session, input.device);
    await runCommand(session, agent, context.settings.releaseCommand);
    await mark(context, session, agent, false);
    return {};
  },
  async readBack(context, input) {
    if (context.settings.isolatedGroup === "") return { inForce: "cannot-tell", seen: {} };
    const agent = await requireAgent(await signIn(context), input.device);
    return {
      inForce: isMarked(context, agent) ? "no" : "yes",
      seen: { agent: agent.id, groups: agent.group, status: agent.status },
    };
  },
});
