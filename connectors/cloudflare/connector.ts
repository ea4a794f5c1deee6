import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { cloudflareSource } from "./normalize.ts";

export default defineConnector({
  id: "cloudflare",
  title: "Cloudflare",
  docs: "https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/firewall_events/",
  settings: z.strictObject({}),
  secrets: [],
  source: cloudflareSource,
  actions: [],
});
