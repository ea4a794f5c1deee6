/** All syslog listeners of this process. */
import { InputError } from "../errors.ts";
import { listenForDatagrams } from "./datagrams.ts";
import type { ListenDeps, Listening } from "./listener.ts";
import type { ListenerAddress } from "./listener-address.ts";
import { listenForStreams } from "./streams.ts";

/** Opens every address or none. @throws InputError `config.syslog` when one cannot be listened on. */
export async function startListening(deps: ListenDeps, addresses: readonly ListenerAddress[]): Promise<Listening[]> {
  const open: Listening[] = [];
  for (const address of addresses) {
    try {
      open.push(await (address.transport === "udp" ? listenForDatagrams : listenForStreams)(deps, address));
    } catch (error) {
      for (const listening of open) await listening.stop();
      if (error instanceof InputError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new InputError("config.syslog", `CORDON_SYSLOG: ${address.name} cannot be listened on: ${reason}.`);
    }
  }
  return open;
}
