/** Stands between Cordon and a server on loopback, whatever they speak, and can fall silent in the middle of an answer. */
import { createServer, connect as dial, type Socket } from "node:net";
import { freePort } from "./real/process.ts";

export interface HeldRelay {
  port: number;
  /** Once so many more bytes have come back from the server, nothing does any longer. */
  holdAfter(bytes: number): void;
  holding(): boolean;
  /** Lets everything through again; connections that were held are cut. */
  letGo(): void;
  stop(): Promise<void>;
}

/** Relays to a port on loopback. */
export async function startHeldRelay(target: number): Promise<HeldRelay> {
  const sockets = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  const server = createServer((client) => {
    const far = dial({ host: "127.0.0.1", port: target });
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        far.destroy();
      });
    }
    client.on("data", (chunk) => far.write(chunk));
    far.on("data", (chunk: Buffer) => {
      const through = chunk.subarray(0, Math.max(0, left));
      left -= through.length;
      if (through.length > 0) client.write(through);
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    holdAfter(bytes) {
      left = bytes;
    },
    holding: () => left <= 0,
    letGo() {
      left = Number.POSITIVE_INFINITY;
      cut();
    },
    async stop() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
