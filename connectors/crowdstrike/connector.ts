import { defineConnector } from "../../src/connector/connector.ts";
import { blockHashAction } from "./block-hash.ts";
import { getDeviceAction } from "./get-device.ts";
import { checkHealth } from "./health.ts";
import { isolateAction } from "./isolate.ts";
import { crowdstrikeSource } from "./normalize.ts";
import { releaseAction } from "./release.ts";
import { crowdstrikeSettings } from "./settings.ts";
import { unblockHashAction } from "./unblock-hash.ts";

export default defineConnector({
  id: "crowdstrike",
  title: "CrowdStrike Falcon",
  docs: "https://falconpy.io/Service-Collections/Alerts.html",
  settings: crowdstrikeSettings,
  secrets: [{ name: "clientSecret", title: "Secret of the API client", optional: "unless-it-acts" }],
  source: crowdstrikeSource,
  actsWith: "clientId",
  actions: [getDeviceAction, isolateAction, releaseAction, blockHashAction, unblockHashAction],
  health: checkHealth,
});
