import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { panOsSource } from "./normalize.ts";

export default defineConnector({
  id: "pan-os",
  title: "Palo Alto Networks firewalls",
  docs: "https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/threat-log-fields",
  settings: z.strictObject({}),
  secrets: [],
  source: panOsSource,
  actions: [],
});
