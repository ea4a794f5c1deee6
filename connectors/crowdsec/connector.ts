import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { crowdsecSource } from "./normalize.ts";

export default defineConnector({
  id: "crowdsec",
  title: "CrowdSec",
  docs: "https://docs.crowdsec.net/docs/next/local_api/notification_plugins/http/",
  settings: z.strictObject({}),
  secrets: [],
  source: crowdsecSource,
  actions: [],
});
