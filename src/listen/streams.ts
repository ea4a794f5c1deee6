/** Syslog over TCP (RFC 6587) and TLS (RFC 5425): nothing more is read from a sender until what was read is durable, so that a full house slows senders down. */
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { newFramer } from "./frames.ts";
import { type Intake, type ListenDeps, type Listening, newIntake } from "./listener.ts";
import type { ListenerAddress } from "./listener-address.ts";
import { tlsOptionsOf } from "./tls-files.ts";

const WAIT_MS = 20;
const MAX_SENDERS = 1_000;
const LAST_WORDS_MS = 5_000;

export async function listenForStreams(deps: ListenDeps, address: ListenerAddress): Promise<Listening> {
  const intake = newIntake(deps, address, WAIT_MS);
  const open = new Set<Socket>();
  const accept = (socket: Socket) => {
    if (!intake.admits(socket.remoteAddress)) return void socket.destroy();
    open.add(socket);
    socket.on("error", (error) =>
      deps.log.info({ listener: address.name, error: error.message }, "a sender broke off"),
    );
    void read(intake, socket).finally(() => open.delete(socket));
  };
  const server: Server =
    address.transport === "tls" ? createTlsServer(tlsOptionsOf(address), accept) : createServer(accept);
  server.maxConnections = MAX_SENDERS;
  server.on("tlsClientError", (error: Error) => {
    intake.count("refused-sender", 1);
    deps.log.info({ listener: address.name, error: error.message }, "a sender was not let in");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address.port, address.host, () => resolve());
  });
  return {
    address,
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await intake.gather.stop(LAST_WORDS_MS);
      await closed;
    },
  };
}

/** Ends when the sender does. The loop's pace is what holds the sender back: an unread socket closes its window. */
async function read(intake: Intake, socket: Socket): Promise<void> {
  const framer = newFramer();
  const add = async (messages: Buffer[]) => {
    if (messages.length === 0) return;
    intake.count("received", messages.length);
    await intake.gather.add(messages);
  };
  try {
    for await (const piece of socket) await add(framer.push(piece as Buffer));
  } catch {
    // Broken off by the sender, which the socket's own listener has logged; what came is kept.
  }
  await add(framer.end());
}
