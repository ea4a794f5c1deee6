import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { grafanaSource } from "./normalize.ts";

export default defineConnector({
  id: "grafana",
  title: "Grafana alerting",
  docs: "https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/",
  settings: z.strictObject({}),
  secrets: [],
  source: grafanaSource,
  actions: [],
});
