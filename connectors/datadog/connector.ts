import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { datadogSource } from "./normalize.ts";

export default defineConnector({
  id: "datadog",
  title: "Datadog",
  docs: "https://docs.datadoghq.com/api/latest/security-monitoring/",
  settings: z.strictObject({}),
  secrets: [],
  source: datadogSource,
  actions: [],
});
