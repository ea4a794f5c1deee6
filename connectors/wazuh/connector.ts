import { defineConnector } from "../../src/connector/connector.ts";
import { getDeviceAction } from "./get-device.ts";
import { checkHealth } from "./health.ts";
import { isolateAction } from "./isolate.ts";
import { wazuhSource } from "./normalize.ts";
import { releaseAction } from "./release.ts";
import { API_DOCS } from "./server-api.ts";
import { wazuhSettings } from "./settings.ts";

export default defineConnector({
  id: "wazuh",
  title: "Wazuh",
  docs: API_DOCS,
  settings: wazuhSettings,
  secrets: [{ name: "password", title: "Password of the API user" }],
  source: wazuhSource,
  actions: [getDeviceAction, isolateAction, releaseAction],
  health: checkHealth,
});
