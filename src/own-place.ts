/** What is ours: as the organization says, and the addresses and the name by which this very process is there. Scope policies see it as internal. */
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import type { Config } from "./config.ts";
import type { OwnPlace } from "./guard/policy-record.ts";

/** `addresses` are those of the machine: whoever blocks one of them cuts off what would give it back. */
export function ownPlace(
  { own, publicUrl }: Pick<Config, "own" | "publicUrl">,
  addresses: readonly string[] = addressesHere(),
): OwnPlace {
  const host = publicUrl === "" ? "" : new URL(publicUrl).hostname.replace(/^\[|\]$/g, "");
  const named = isIP(host) === 0;
  return {
    timeZone: own.timeZone,
    networks: [...own.networks, ...[...addresses, ...(named ? [] : [host])].map(alone)],
    domains: [...own.domains, ...(named && host.includes(".") ? [host] : [])],
  };
}

function addressesHere(): string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
}

/** A network of one address. */
function alone(address: string): string {
  return `${address}/${isIP(address) === 4 ? 32 : 128}`;
}
