import { defineConnector } from "../../src/connector/connector.ts";
import { blockIpAction } from "./block-ip.ts";
import { checkHealth } from "./health.ts";
import { crowdsecSource } from "./normalize.ts";
import { crowdsecSettings } from "./settings.ts";
import { unblockIpAction } from "./unblock-ip.ts";

export default defineConnector({
  id: "crowdsec",
  title: "CrowdSec",
  docs: "https://docs.crowdsec.net/docs/next/local_api/notification_plugins/http/",
  settings: crowdsecSettings,
  secrets: [{ name: "password", title: "Password of the machine", optional: "unless-it-acts" }],
  source: crowdsecSource,
  actsWith: "baseUrl",
  actions: [blockIpAction, unblockIpAction],
  health: checkHealth,
});
