import { containByCommand } from "../../src/connector/capabilities/host.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { runChange, SSH_DOCS } from "./run-line.ts";
import type { SshSettings } from "./settings.ts";

/** A shell keeps no key of an effect: a call of unknown outcome is not repeated, a person looks. */
export const containAction = defineAction<SshSettings, typeof containByCommand.input, typeof containByCommand.output>({
  capability: containByCommand,
  docs: SSH_DOCS,
  permissions: ["Sign in over ssh and run the commands of the setting contains"],
  idempotent: false,
  run: runChange,
});
