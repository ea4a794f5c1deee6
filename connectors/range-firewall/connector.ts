/** The range's firewall: simulated, to try Cordon on. */
import { defineConnector } from "../../src/connector/connector.ts";
import { blockDomain } from "./block-domain.ts";
import { blockIp } from "./block-ip.ts";
import { blockUrl } from "./block-url.ts";
import { health, settings } from "./settings.ts";
import { unblockDomain } from "./unblock-domain.ts";
import { unblockIp } from "./unblock-ip.ts";
import { unblockUrl } from "./unblock-url.ts";

const actions = [blockIp, unblockIp, blockDomain, unblockDomain, blockUrl, unblockUrl];

export default defineConnector({
  id: "range-firewall",
  title: "Range: firewall (simulated)",
  docs: "range/README.md",
  simulated: true,
  settings,
  secrets: [{ name: "token", title: "The range's token" }],
  actions,
  health: (context) => health(context, actions),
});
