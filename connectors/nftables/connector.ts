import { defineConnector } from "../../src/connector/connector.ts";
import { sshSecrets } from "../../src/connector/ssh.ts";
import { blockIpAction } from "./block-ip.ts";
import { NFT_DOCS } from "./blocked-set.ts";
import { checkHealth } from "./health.ts";
import { nftablesSettings } from "./settings.ts";
import { unblockIpAction } from "./unblock-ip.ts";

export default defineConnector({
  id: "nftables",
  title: "nftables firewall over ssh",
  docs: NFT_DOCS,
  settings: nftablesSettings,
  secrets: sshSecrets,
  actions: [blockIpAction, unblockIpAction],
  health: checkHealth,
});
