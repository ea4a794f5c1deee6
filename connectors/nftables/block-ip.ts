import { createHash } from "node:crypto";
import { blockIp } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { withShell } from "../../src/connector/ssh.ts";
import { RefusedError } from "../../src/errors.ts";
import { addElements, listSet, NFT_DOCS, nftRefused } from "./blocked-set.ts";
import { ownAddresses, refuseOwn } from "./own-addresses.ts";
import { readBlocked } from "./read-blocked.ts";
import { elementFor, isExactly, type SetListing } from "./set-listing.ts";
import type { NftablesSettings } from "./settings.ts";
import { targetAddress } from "./target-address.ts";

/** `nft add element`, with a timeout where the set takes them. A block that would end earlier than this one is made to last as long. */
export const blockIpAction = defineAction<NftablesSettings, typeof blockIp.input, typeof blockIp.output>({
  capability: blockIp,
  docs: `${NFT_DOCS}#SETS`,
  permissions: ["ssh", "CAP_NET_ADMIN or sudo for nft: list set, add element, delete element"],
  idempotent: true,
  async run(context, { ip, seconds }) {
    const { settings } = context;
    const address = targetAddress(ip);
    return withShell(context, async (shell) => {
      const [listing, own] = await Promise.all([listSet(shell, settings, address.family), ownAddresses(shell)]);
      refuseOwn(address, own);
      const lasting = timeoutFor(settings, listing, seconds);
      const existing = elementFor(listing, address.text);
      if (existing && !endsBefore(existing.expiresInSeconds, lasting)) return { wasBlocked: true };
      const lengthened = existing && isExactly(existing, address.text) ? existing : undefined;
      // What is made to last longer stays whose it was.
      const comment = lengthened === undefined ? noteOf(context.idempotencyKey) : lengthened.comment;
      const replacing = lengthened === undefined ? {} : { replacing: address };
      const answer = await addElements(shell, settings, [{ address, seconds: lasting, comment }], replacing);
      if (answer.exitCode !== 0) throw nftRefused(`add ${address.text}`, answer);
      return { wasBlocked: existing !== undefined };
    });
  },
  readBack: (context, { ip }) => readBlocked(context, ip, true),
});

/** By which this block is told from one that somebody puts in later, by hand or for another incident. */
function noteOf(idempotencyKey: string): string {
  return `cordon ${createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 16)}`;
}

/** Without an end of its own a block stays until it is released, unless the settings bound it. */
function timeoutFor(settings: NftablesSettings, listing: SetListing, seconds: number): number | undefined {
  const { maxSeconds } = settings;
  if (maxSeconds !== undefined && seconds > maxSeconds)
    throw new RefusedError(
      "connector.rejected",
      `This firewall blocks for at most ${maxSeconds} s, and ${seconds} s were asked for; ask for less, or raise maxSeconds.`,
    );
  if (maxSeconds !== undefined && !listing.hasTimeouts)
    throw new RefusedError(
      "connector.bad-settings",
      'maxSeconds needs sets with timeouts: create them with "flags timeout".',
    );
  const wanted = seconds > 0 ? seconds : maxSeconds;
  return listing.hasTimeouts ? wanted : undefined;
}

/** Whether what is there ends by itself before what is asked for. A block that somebody else gave an end is never made endless. */
function endsBefore(expiresInSeconds: number | undefined, wanted: number | undefined): boolean {
  return expiresInSeconds !== undefined && wanted !== undefined && expiresInSeconds < wanted;
}
