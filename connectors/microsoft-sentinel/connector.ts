import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { sentinelSource } from "./normalize.ts";

export default defineConnector({
  id: "microsoft-sentinel",
  title: "Microsoft Sentinel",
  docs: "https://learn.microsoft.com/rest/api/securityinsights/incidents/get",
  settings: z.strictObject({}),
  secrets: [],
  source: sentinelSource,
  actions: [],
});
