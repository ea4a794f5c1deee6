import { defineConnector } from "../../src/connector/connector.ts";
import { blockIpAction } from "./block-ip.ts";
import { checkHealth } from "./health.ts";
import { cloudflareSource } from "./normalize.ts";
import { cloudflareSettings } from "./settings.ts";
import { unblockIpAction } from "./unblock-ip.ts";

export default defineConnector({
  id: "cloudflare",
  title: "Cloudflare",
  docs: "https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/firewall_events/",
  settings: cloudflareSettings,
  secrets: [{ name: "token", title: "API token", optional: "unless-it-acts" }],
  source: cloudflareSource,
  actions: [blockIpAction, unblockIpAction],
  actsWith: "rulesOf",
  health: checkHealth,
});
