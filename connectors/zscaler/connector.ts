import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { zscalerSource } from "./normalize.ts";

export default defineConnector({
  id: "zscaler",
  title: "Zscaler Internet Access",
  docs: "https://help.zscaler.com/zia/nss-feed-output-format-web-logs",
  settings: z.strictObject({}),
  secrets: [],
  source: zscalerSource,
  actions: [],
});
