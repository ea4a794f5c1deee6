import { defineConnector } from "../../src/connector/connector.ts";
import { blockHashAction } from "./block-hash.ts";
import { getDeviceAction } from "./get-device.ts";
import { checkHealth } from "./health.ts";
import { isolateAction } from "./isolate.ts";
import { defenderSource } from "./normalize.ts";
import { releaseAction } from "./release.ts";
import { defenderSettings } from "./settings.ts";
import { unblockHashAction } from "./unblock-hash.ts";

export default defineConnector({
  id: "microsoft-defender",
  title: "Microsoft Defender",
  docs: "https://learn.microsoft.com/graph/api/resources/security-alert",
  settings: defenderSettings,
  secrets: [
    { name: "clientState", title: "clientState of the Graph subscription", optional: true },
    { name: "clientSecret", title: "Secret of the app registration", optional: "unless-it-acts" },
  ],
  source: defenderSource,
  actsWith: "tenantId",
  actions: [getDeviceAction, isolateAction, releaseAction, blockHashAction, unblockHashAction],
  health: checkHealth,
});
