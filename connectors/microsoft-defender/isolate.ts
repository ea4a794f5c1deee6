import { isolate } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { API_DOCS, commentOf, signIn } from "./defender-api.ts";
import { isolationOf, order } from "./isolation.ts";
import { requireMachine } from "./machine.ts";
import type { DefenderSettings } from "./settings.ts";

/** Full isolation, of a machine that is not isolated and not about to be. While the order is on its way nobody can tell whether it is in force. */
export const isolateAction = defineAction<DefenderSettings, typeof isolate.input, typeof isolate.output>({
  capability: isolate,
  docs: `${API_DOCS}/isolate-machine`,
  permissions: ["Machine.Isolate", "Machine.Read.All"],
  // Ordered twice it is one isolation, but the second answer would take our own order for somebody else's, which we would never end.
  idempotent: false,
  async run(context, input) {
    const session = await signIn(context);
    const machine = await requireMachine(session, input.device);
    const { state } = await isolationOf(session, machine);
    if (state === "isolated" || state === "isolating") return { wasIsolated: true };
    await order(session, machine, "isolate", { Comment: commentOf(input.reason), IsolationType: "Full" });
    return { wasIsolated: false };
  },
  async readBack(context, input) {
    const session = await signIn(context);
    const machine = await requireMachine(session, input.device);
    const { state, action } = await isolationOf(session, machine);
    const inForce = state === "isolated" ? "yes" : state === "released" ? "no" : "cannot-tell";
    // The order itself: one that somebody gives later is another.
    return { inForce, seen: { machine: machine.id, state, action }, mark: action === "" ? undefined : action };
  },
});
