/** Stands between Cordon and a directory, and can hold back a change on its way there, or the answer to it on its way back. */
import { createServer, connect as dial, type Socket } from "node:net";
import { freePort } from "./real/process.ts";

export interface LdapRelay {
  url: string;
  /** From now on the next modify request is held back before the directory sees it, or its answer before the client does. */
  hold(what: "request" | "answer"): void;
  /** Whether a modify request has come by since the last {@link hold}. */
  holding(): boolean;
  /** Lets everything through again; what was held is lost with its connection. */
  letGo(): void;
  /** How many modify requests have reached the directory. */
  modifies(): number;
  stop(): Promise<void>;
}

/** Relays to an `ldap://` URL; nothing may be encrypted, so that the requests can be told apart. */
export async function startLdapRelay(target: string): Promise<LdapRelay> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let hold: "request" | "answer" | null = null;
  let holding = false;
  let modifies = 0;
  const server = createServer((client) => {
    const directory = dial({ host: hostname, port: Number(port) });
    let silent = false;
    for (const socket of [client, directory]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        directory.destroy();
      });
    }
    client.on("data", (chunk) => {
      if (isModify(chunk)) {
        if (hold !== null) {
          holding = true;
          silent = true;
        }
        if (hold === "request") return;
        modifies += 1;
      }
      directory.write(chunk);
    });
    directory.on("data", (chunk) => {
      if (!silent) client.write(chunk);
    });
  });
  const own = await freePort();
  await new Promise<void>((resolve) => server.listen(own, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `ldap://127.0.0.1:${own}`,
    hold(what) {
      hold = what;
      holding = false;
    },
    holding: () => holding,
    letGo() {
      hold = null;
      cut();
    },
    modifies: () => modifies,
    async stop() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** RFC 4511, 4.2 and 4.6: a sequence, a message id, and the operation's tag, which is [APPLICATION 6] for a modify request. */
function isModify(chunk: Buffer): boolean {
  if (chunk[0] !== 0x30) return false;
  const lengthBytes = chunk[1]! < 0x80 ? 1 : 1 + (chunk[1]! & 0x7f);
  const id = 1 + lengthBytes;
  return chunk[id] === 0x02 && chunk[id + 2 + chunk[id + 1]!] === 0x66;
}
