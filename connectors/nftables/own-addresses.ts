import type { RemoteShell } from "../../src/connector/ssh.ts";
import { RefusedError } from "../../src/errors.ts";
import { canonicalAddress, type TargetAddress } from "./target-address.ts";

/**
 * The ends of this connection, canonical. Blocking one would leave no way in to release it. Both sides are asked, because address
 * translation in between makes them differ; where the server does not say, what this side sees has to do.
 */
export async function ownAddresses(shell: RemoteShell): Promise<ReadonlySet<string>> {
  // RFC 4254 names no such thing; every OpenSSH server and most others set it: "client port server port".
  const { exitCode, stdout } = await shell.exec("printenv SSH_CONNECTION");
  const [client, , server] = exitCode === 0 ? stdout.trim().split(" ") : [];
  const own = [...shell.ends, client ?? "", server ?? ""].map(canonicalAddress);
  return new Set(own.filter((address) => address !== undefined));
}

/** @throws RefusedError `connector.rejected` when the address is one of ours. */
export function refuseOwn(target: TargetAddress, own: ReadonlySet<string>): void {
  if (!own.has(target.text)) return;
  throw new RefusedError(
    "connector.rejected",
    `${target.text} is an end of this connection to the firewall; blocking it would leave no way to release it.`,
  );
}
