import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { entraIdSource } from "./normalize.ts";

export default defineConnector({
  id: "microsoft-entra-id",
  title: "Microsoft Entra ID Protection",
  docs: "https://learn.microsoft.com/graph/api/resources/riskdetection",
  settings: z.strictObject({}),
  secrets: [],
  source: entraIdSource,
  actions: [],
});
