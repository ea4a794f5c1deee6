import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { proofpointSource } from "./normalize.ts";

export default defineConnector({
  id: "proofpoint",
  title: "Proofpoint TAP and TRAP",
  docs: "https://help.proofpoint.com/Threat_Insight_Dashboard/API_Documentation/SIEM_API",
  settings: z.strictObject({}),
  secrets: [],
  source: proofpointSource,
  actions: [],
});
