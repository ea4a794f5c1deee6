import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { crowdstrikeSource } from "./normalize.ts";

export default defineConnector({
  id: "crowdstrike",
  title: "CrowdStrike Falcon",
  docs: "https://falconpy.io/Service-Collections/Alerts.html",
  settings: z.strictObject({}),
  secrets: [],
  source: crowdstrikeSource,
  actions: [],
});
