import { release } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { API_DOCS, commentOf, signIn } from "./defender-api.ts";
import { isolationOf, order } from "./isolation.ts";
import { requireMachine } from "./machine.ts";
import type { DefenderSettings } from "./settings.ts";

/** Ends the isolation, also one whose order has not reached the machine yet; nothing is sent for a machine that has none. */
export const releaseAction = defineAction<DefenderSettings, typeof release.input, typeof release.output>({
  capability: release,
  docs: `${API_DOCS}/unisolate-machine`,
  permissions: ["Machine.Isolate", "Machine.Read.All"],
  idempotent: true,
  async run(context, input) {
    const session = await signIn(context);
    const machine = await requireMachine(session, input.device);
    const { state } = await isolationOf(session, machine);
    if (state !== "released" && state !== "releasing")
      await order(session, machine, "unisolate", { Comment: commentOf(input.reason) });
    return {};
  },
  async readBack(context, input) {
    const session = await signIn(context);
    const machine = await requireMachine(session, input.device);
    const { state, action } = await isolationOf(session, machine);
    const inForce = state === "released" ? "yes" : state === "isolated" ? "no" : "cannot-tell";
    return { inForce, seen: { machine: machine.id, state, action } };
  },
});
