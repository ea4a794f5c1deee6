/** One line for a host's shell, of those that its connection lists. The effect class is in the verb, so that the guard sees it. */
import { z } from "zod";
import { defineCapability } from "../capability.ts";

const Host = z.string().min(1).max(253);
/** The line as the host's shell gets it; the connection compares it with what it may run. */
const Line = z.string().min(1).max(2000);
const Answer = z.object({ exitCode: z.number().int(), output: z.string(), errors: z.string() });

export const queryHost = defineCapability({
  id: "host.query",
  title: "Ask a host by a command that changes nothing",
  effect: "observe",
  input: z.object({ host: Host, line: Line }),
  output: Answer,
  target: { type: "device", field: "host" },
  say: (input) => `ask ${input.host} by "${input.line}"`,
});

export const containByCommand = defineCapability({
  id: "host.contain",
  title: "Contain by a command on a host",
  effect: "contain",
  input: z.object({ host: Host, line: Line }),
  output: Answer,
  target: { type: "device", field: "host" },
  irreversible: "A bare command does not say how it is undone; give the system a connector to have a reversal.",
  say: (input) => `run "${input.line}" on ${input.host}`,
});

export const hostCapabilities = [queryHost, containByCommand];
