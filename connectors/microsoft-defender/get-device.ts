import { getDevice } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { API_DOCS, signIn } from "./defender-api.ts";
import { isolationOf } from "./isolation.ts";
import { findMachine } from "./machine.ts";
import type { DefenderSettings } from "./settings.ts";

/** A machine stays isolated until the order to release it has reached it, and is not yet while the order to isolate it is on its way. */
export const getDeviceAction = defineAction<DefenderSettings, typeof getDevice.input, typeof getDevice.output>({
  capability: getDevice,
  docs: `${API_DOCS}/get-machines`,
  permissions: ["Machine.Read.All"],
  idempotent: true,
  async run(context, input) {
    const session = await signIn(context);
    const machine = await findMachine(session, input.device);
    if (!machine) return { found: false, isolated: false, os: "", lastSeen: "", tags: [] };
    const { state } = await isolationOf(session, machine);
    return {
      found: true,
      isolated: state === "isolated" || state === "releasing",
      os: [machine.osPlatform, machine.version].filter(Boolean).join(" "),
      lastSeen: machine.lastSeen ?? "",
      tags: machine.machineTags ?? [],
    };
  },
});
