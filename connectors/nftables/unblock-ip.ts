import { unblockIp } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { withShell } from "../../src/connector/ssh.ts";
import { RefusedError } from "../../src/errors.ts";
import { listSet, NFT_DOCS, nftRefused, removeElement } from "./blocked-set.ts";
import { readBlocked } from "./read-blocked.ts";
import { elementFor, isExactly } from "./set-listing.ts";
import type { NftablesSettings } from "./settings.ts";
import { targetAddress } from "./target-address.ts";

/** `nft delete element`. An address that is not in the set, for example because its timeout passed, is unblocked already. */
export const unblockIpAction = defineAction<NftablesSettings, typeof unblockIp.input, typeof unblockIp.output>({
  capability: unblockIp,
  docs: `${NFT_DOCS}#SETS`,
  permissions: ["ssh", "CAP_NET_ADMIN or sudo for nft: list set, delete element"],
  idempotent: true,
  async run(context, { ip }) {
    const { settings } = context;
    const address = targetAddress(ip);
    return withShell(context, async (shell) => {
      const find = async () => elementFor(await listSet(shell, settings, address.family), address.text);
      const existing = await find();
      if (!existing) return {};
      if (!isExactly(existing, address.text))
        throw new RefusedError(
          "connector.rejected",
          `${address.text} is blocked as part of a network that somebody else put into the set; take that out by hand.`,
        );
      const answer = await removeElement(shell, settings, address);
      // It may have expired in between: only what is still there was refused.
      if (answer.exitCode !== 0 && (await find())) throw nftRefused(`take out ${address.text}`, answer);
      return {};
    });
  },
  readBack: (context, { ip }) => readBlocked(context, ip, false),
});
