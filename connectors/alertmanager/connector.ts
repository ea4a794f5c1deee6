import { defineConnector } from "../../src/connector/connector.ts";
import { getAlertAction } from "./get-alert.ts";
import { checkHealth } from "./health.ts";
import { alertmanagerSource } from "./normalize.ts";
import { alertmanagerSettings } from "./settings.ts";
import { silenceAction } from "./silence.ts";

export default defineConnector({
  id: "alertmanager",
  title: "Prometheus Alertmanager",
  docs: "https://prometheus.io/docs/alerting/latest/alertmanager/",
  settings: alertmanagerSettings,
  secrets: [
    { name: "token", title: "Bearer token for the proxy in front", optional: true },
    { name: "password", title: "Password for Basic authentication at the proxy in front", optional: true },
  ],
  source: alertmanagerSource,
  actions: [silenceAction, getAlertAction],
  health: checkHealth,
});
