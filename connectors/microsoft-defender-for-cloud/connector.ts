import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { defenderForCloudSource } from "./normalize.ts";

export default defineConnector({
  id: "microsoft-defender-for-cloud",
  title: "Microsoft Defender for Cloud",
  docs: "https://learn.microsoft.com/azure/defender-for-cloud/alerts-schemas",
  settings: z.strictObject({}),
  secrets: [],
  source: defenderForCloudSource,
  actions: [],
});
