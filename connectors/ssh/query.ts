import { queryHost } from "../../src/connector/capabilities/host.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { runLine, SSH_DOCS } from "./run-line.ts";
import type { SshSettings } from "./settings.ts";

export const queryAction = defineAction<SshSettings, typeof queryHost.input, typeof queryHost.output>({
  capability: queryHost,
  docs: SSH_DOCS,
  permissions: ["Sign in over ssh and run the commands of the setting asks"],
  idempotent: true,
  run: (context, input) => runLine(context, input, "asks"),
});
