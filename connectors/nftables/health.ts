/** Lists the sets and lets nft check an addition without making it. */

import { type RemoteShell, withShell } from "../../src/connector/ssh.ts";
import { isCordonError } from "../../src/errors.ts";
import { addElements, listSet } from "./blocked-set.ts";
import type { NftablesContext } from "./settings.ts";
import { targetAddress } from "./target-address.ts";

interface Health {
  ok: boolean;
  message: string;
  may: string[];
  mayNot: string[];
}

/** Addresses for documentation (RFC 5737, RFC 3849): nobody has them, and nothing is added anyway. */
const EXAMPLES = { 4: "192.0.2.1", 6: "2001:db8::1" } as const;
const WRITES = ["network.block-ip", "network.unblock-ip"];

export async function checkHealth(context: NftablesContext): Promise<Health> {
  const { set4, set6 } = context.settings;
  const families = [...(set4 === undefined ? [] : [4 as const]), ...(set6 === undefined ? [] : [6 as const])];
  if (families.length === 0)
    return { ok: false, message: "Neither set4 nor set6 is set: there is nowhere to block.", may: [], mayNot: WRITES };
  return withShell(context, async (shell) => {
    const parts: { ok: boolean; words: string }[] = [];
    for (const family of families) parts.push(await checkSet(context, shell, family));
    const ok = parts.every((part) => part.ok);
    return {
      ok,
      message: parts.map(({ words }) => words).join(" "),
      may: ok ? WRITES : [],
      mayNot: ok ? [] : WRITES,
    };
  });
}

async function checkSet(
  { settings }: NftablesContext,
  shell: RemoteShell,
  family: 4 | 6,
): Promise<{ ok: boolean; words: string }> {
  try {
    const listing = await listSet(shell, settings, family);
    const address = targetAddress(EXAMPLES[family]);
    const seconds = listing.hasTimeouts ? 60 : undefined;
    const answer = await addElements(shell, settings, [{ address, seconds, comment: "cordon" }], { dryRun: true });
    if (answer.exitCode !== 0) return { ok: false, words: `IPv${family}: nft may not add to the set.` };
    if (!listing.hasTimeouts && settings.maxSeconds !== undefined)
      return { ok: false, words: `IPv${family}: the set has no timeouts, which maxSeconds needs.` };
    const timeouts = listing.hasTimeouts
      ? "blocks end by themselves"
      : "no timeouts: blocks end only when they are released";
    return { ok: true, words: `IPv${family}: ${listing.elements.length} in the set; ${timeouts}.` };
  } catch (error) {
    if (!isCordonError(error) || error.root !== "refused") throw error;
    return { ok: false, words: `IPv${family}: ${error.message}` };
  }
}
