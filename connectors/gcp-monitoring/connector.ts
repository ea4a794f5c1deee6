import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { gcpMonitoringSource } from "./normalize.ts";

export default defineConnector({
  id: "gcp-monitoring",
  title: "Google Cloud Monitoring",
  docs: "https://cloud.google.com/monitoring/support/notification-options",
  settings: z.strictObject({}),
  secrets: [],
  source: gcpMonitoringSource,
  actions: [],
});
