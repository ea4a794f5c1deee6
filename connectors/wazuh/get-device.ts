import { getDevice } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findAgent, isMarked } from "./agent.ts";
import { API_DOCS, signIn } from "./server-api.ts";
import type { WazuhSettings } from "./settings.ts";

/** GET /agents. The groups of an agent are its tags; `isolated` is the mark, false where no group is set to mark with. */
export const getDeviceAction = defineAction<WazuhSettings, typeof getDevice.input, typeof getDevice.output>({
  capability: getDevice,
  docs: `${API_DOCS}#operation/api.controllers.agent_controller.get_agents`,
  permissions: ["agent:read"],
  idempotent: true,
  async run(context, input) {
    const agent = await findAgent(await signIn(context), input.device);
    if (!agent) return { found: false, isolated: false, os: "", lastSeen: "", tags: [] };
    return {
      found: true,
      isolated: isMarked(context, agent),
      os: [agent.os.name, agent.os.version].filter(Boolean).join(" "),
      lastSeen: agent.lastKeepAlive,
      tags: agent.group,
    };
  },
});
