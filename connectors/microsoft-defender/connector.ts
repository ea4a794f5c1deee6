import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { defenderSource } from "./normalize.ts";

export default defineConnector({
  id: "microsoft-defender",
  title: "Microsoft Defender",
  docs: "https://learn.microsoft.com/graph/api/resources/security-alert",
  settings: z.strictObject({}),
  secrets: [{ name: "clientState", title: "clientState of the Graph subscription", optional: true }],
  source: defenderSource,
  actions: [],
});
