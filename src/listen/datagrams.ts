/** Syslog over UDP (RFC 5426): nobody waits for us, so what is too much is dropped, and counted. */
import { createSocket } from "node:dgram";
import { type Intake, type ListenDeps, type Listening, newIntake } from "./listener.ts";
import type { ListenerAddress } from "./listener-address.ts";

/** More messages than this waiting to be written are more than memory is given for. */
const MAX_WAITING = 20_000;
const WAIT_MS = 200;
const RECEIVE_BUFFER = 4 * 1024 * 1024;
const LAST_WORDS_MS = 5_000;

export async function listenForDatagrams(deps: ListenDeps, address: ListenerAddress): Promise<Listening> {
  const intake = newIntake(deps, address, WAIT_MS);
  const socket = createSocket({ type: address.host.includes(":") ? "udp6" : "udp4" });
  socket.on("message", (message, { address: sender }) => take(intake, message, sender));
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(address.port, address.host, () => resolve());
  });
  socket.removeAllListeners("error");
  socket.on("error", (error) => deps.log.warn({ listener: address.name, error: error.message }, "a socket complains"));
  try {
    socket.setRecvBufferSize(RECEIVE_BUFFER);
  } catch {
    deps.log.info({ listener: address.name }, "the system gives this socket no larger buffer");
  }
  return {
    address,
    port: socket.address().port,
    async stop() {
      await new Promise<void>((resolve) => socket.close(() => resolve()));
      await intake.gather.stop(LAST_WORDS_MS);
    },
  };
}

function take(intake: Intake, message: Buffer, sender: string): void {
  if (!intake.admits(sender) || message.every((byte) => byte <= 0x20)) return;
  if (intake.gather.waiting() >= MAX_WAITING) return intake.count("dropped", 1);
  intake.count("received", 1);
  void intake.gather.add([message]);
}
