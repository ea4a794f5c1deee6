import { defineConnector } from "../../src/connector/connector.ts";
import { sshSecrets } from "../../src/connector/ssh.ts";
import { containAction } from "./contain.ts";
import { checkHealth } from "./health.ts";
import { queryAction } from "./query.ts";
import { SSH_DOCS } from "./run-line.ts";
import { sshSettings } from "./settings.ts";

export default defineConnector({
  id: "ssh",
  title: "Listed commands on a host over ssh",
  docs: SSH_DOCS,
  settings: sshSettings,
  secrets: sshSecrets,
  actions: [queryAction, containAction],
  health: checkHealth,
});
