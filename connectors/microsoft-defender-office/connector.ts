import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { defenderOfficeSource } from "./normalize.ts";

export default defineConnector({
  id: "microsoft-defender-office",
  title: "Microsoft Defender for Office 365",
  docs: "https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema",
  settings: z.strictObject({}),
  secrets: [],
  source: defenderOfficeSource,
  actions: [],
});
