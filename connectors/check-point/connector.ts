import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { checkPointSource } from "./normalize.ts";

export default defineConnector({
  id: "check-point",
  title: "Check Point",
  docs: "https://sc1.checkpoint.com/documents/R81.20/WebAdminGuides/EN/CP_R81.20_LoggingAndMonitoring_AdminGuide/Topics-LMG/Log-Exporter.htm",
  settings: z.strictObject({}),
  secrets: [],
  source: checkPointSource,
  actions: [],
});
