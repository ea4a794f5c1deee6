/** One signed-in connection to the directory, for one call. */
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectSecure } from "node:tls";
import { type Change, Client, type Entry, type SearchOptions } from "ldapts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { TransientError } from "../../src/errors.ts";
import { directoryError } from "./answer-codes.ts";
import type { LdapSettings } from "./settings.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 20_000;

export type LdapContext = ConnectorContext<LdapSettings>;

export interface Session {
  /** Entries; at most `sizeLimit` when one is given. Throws as {@link withDirectory}. */
  search(base: string, options: SearchOptions): Promise<Entry[]>;
  /** All changes or none (RFC 4511, 4.6). Throws ldapts' own error, for {@link directoryError}: a lost race is not a refusal. */
  modify(dn: string, changes: Change[]): Promise<void>;
}

/**
 * Connects, encrypts and signs in; runs the task; closes.
 * @throws TransientError `connector.unreachable`, `connector.unavailable`; RefusedError `connector.forbidden` (by result code), `connector.untrusted-certificate` (the
 * certificate), `connector.not-found`, `connector.rejected`.
 */
export async function withDirectory<T>(context: LdapContext, task: (session: Session) => Promise<T>): Promise<T> {
  const { settings, secrets, signal } = context;
  const url = new URL(settings.url);
  const isSecure = url.protocol === "ldaps:";
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const dialed = await context.dial(name, Number(url.port) || (isSecure ? 636 : 389));
  const line = oneConnection(tlsOptions(settings, name));
  const client = new Client({
    url: `${url.protocol}//${isIP(dialed.host) === 6 ? `[${dialed.host}]` : dialed.host}:${dialed.port}`,
    timeout: ANSWER_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // Active Directory takes user@domain and DOMAIN\user, which are no DNs.
    strictDN: false,
    ...line.hooks,
  });
  const abort = () => line.cut(new Error("ended by its deadline"));
  signal.addEventListener("abort", abort, { once: true });
  try {
    await asking("sign in", async () => {
      if (!isSecure && settings.tls.startTls) await client.startTLS(tlsOptions(settings, name));
      await client.bind(settings.bindDn, secrets.password ?? "");
    });
    return await task({
      search: async (base, options) =>
        (await asking("read an entry", () => client.search(base, options))).searchEntries,
      modify: (dn, changes) => client.modify(dn, changes),
    });
  } finally {
    signal.removeEventListener("abort", abort);
    await client.unbind().catch(() => undefined);
    line.cut();
  }
}

async function asking<T>(task: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw directoryError(error, task, false);
  }
}

function tlsOptions({ tls }: LdapSettings, name: string): ConnectionOptions {
  return {
    // The certificate is checked against the configured name, though the address behind it is what is dialed.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    host: name,
    minVersion: "TLSv1.2",
    rejectUnauthorized: tls.rejectUnauthorized,
    ...(tls.caPem === undefined ? {} : { ca: tls.caPem }),
  };
}

/**
 * ldapts connects again by itself when a connection is lost, and goes on without signing in, and without TLS after StartTLS. A search
 * then finds nobody where there is somebody. So there is one connection, and when it is gone the call ends.
 */
function oneConnection(tls: ConnectionOptions) {
  const sockets: Socket[] = [];
  const isFirst = () => {
    if (sockets.length > 0)
      throw new TransientError("connector.unreachable", "The connection to the directory was lost.", {
        details: { sent: true },
      });
  };
  const keep = <S extends Socket>(socket: S): S => {
    sockets.push(socket);
    return socket;
  };
  const createConnection = (port: number, host: string) => {
    isFirst();
    return keep(connectPlain({ port, host }));
  };
  const createSecureConnection = (first: number | ConnectionOptions, host?: string) => {
    // An object comes from StartTLS, on the connection there is.
    if (typeof first === "object") return keep(connectSecure(first));
    isFirst();
    const address = host ?? "";
    return keep(connectSecure({ ...tls, port: first, host: address }));
  };
  return {
    hooks: {
      createConnection: createConnection as typeof connectPlain,
      createSecureConnection: createSecureConnection as typeof connectSecure,
    },
    cut: (reason?: Error) => {
      for (const socket of sockets) socket.destroy(reason);
    },
  };
}
