import type { ReadBack } from "../../src/connector/connector.ts";
import { withShell } from "../../src/connector/ssh.ts";
import { listSet } from "./blocked-set.ts";
import { elementFor } from "./set-listing.ts";
import type { NftablesContext } from "./settings.ts";
import { targetAddress } from "./target-address.ts";

/** Lists the set again and says whether the address is in it as wanted. */
export async function readBlocked(context: NftablesContext, ip: string, wanted: boolean): Promise<ReadBack> {
  const address = targetAddress(ip);
  return withShell(context, async (shell) => {
    const element = elementFor(await listSet(shell, context.settings, address.family), address.text);
    const isBlocked = element !== undefined;
    return {
      inForce: isBlocked === wanted ? "yes" : "no",
      seen: {
        blocked: isBlocked,
        ...(element?.expiresInSeconds === undefined ? {} : { expiresInSeconds: element.expiresInSeconds }),
      },
      mark: element === undefined ? undefined : (element.comment ?? "without a comment"),
    };
  });
}
