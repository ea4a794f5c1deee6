/** A connection to a mail server, reply by reply. RFC 5321, 4.2: three digits, and a dash on all lines but the last. */
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectSecure } from "node:tls";
import { RefusedError, TransientError } from "../../src/errors.ts";

export interface Reply {
  code: number;
  /** Without the code. */
  lines: string[];
}

const MAX_REPLY_BYTES = 64_000;

/** What Node reports when a certificate does not verify. */
const UNTRUSTED = /^(ERR_TLS_CERT_ALTNAME_INVALID|ERR_OSSL_|CERT_|.*_CERT(_|$)|UNABLE_TO_|.*SELF_SIGNED)/;

export interface Line {
  /** The next reply. @throws TransientError `connector.unreachable` when the connection is lost; RefusedError `connector.bad-answer`. */
  reply(): Promise<Reply>;
  send(text: string): void;
  /** From here on encrypted. What came in the clear before is an attacker's, and ends it. */
  secure(): Promise<void>;
  close(): void;
}

/** Opens the connection; `tls` is how the server is recognized, `name` what the connection calls it. */
export async function openLine(
  at: { host: string; port: number },
  {
    name,
    tls,
    secureAtOnce,
    signal,
  }: { name: string; tls: ConnectionOptions; secureAtOnce: boolean; signal: AbortSignal },
): Promise<Line> {
  const options = { ...tls, host: at.host, port: at.port, ...(isIP(name) === 0 ? { servername: name } : {}) };
  let socket: Socket = secureAtOnce ? connectSecure(options) : connectPlain(at);
  let inbox = inboxOf(socket, name);
  const abort = () => socket.destroy(new Error("ended by its deadline"));
  signal.addEventListener("abort", abort, { once: true });
  return {
    reply: () => inbox.next(),
    send: (text) => void socket.write(text),
    async secure() {
      const early = inbox.stop();
      if (early !== "")
        throw new RefusedError(
          "connector.bad-answer",
          `${name} sent something before the encryption it agreed to began.`,
        );
      socket = connectSecure({ ...options, socket });
      inbox = inboxOf(socket, name);
      await new Promise<void>((resolve, reject) => {
        socket.once("secureConnect", resolve);
        socket.once("error", (error) => reject(lineError(error, name)));
      });
    },
    close() {
      signal.removeEventListener("abort", abort);
      socket.destroy();
    },
  };
}

/** Replies in the order they come, each handed out once. */
function inboxOf(socket: Socket, name: string) {
  let received = "";
  let lost: Error | null = null;
  let wake: () => void = () => {};
  const onData = (chunk: Buffer) => {
    received += chunk.toString("latin1");
    wake();
  };
  const onEnd = (error?: Error) => {
    lost ??= lineError(error, name);
    wake();
  };
  socket.on("data", onData);
  socket.on("error", onEnd);
  socket.on("close", () => onEnd());
  return {
    async next(): Promise<Reply> {
      for (;;) {
        const whole = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\n/.exec(received)?.[0];
        if (whole !== undefined) {
          received = received.slice(whole.length);
          const lines = whole.split(/\r?\n/).slice(0, -1);
          return { code: Number(lines[0]!.slice(0, 3)), lines: lines.map((line) => line.slice(4)) };
        }
        if (received.length > MAX_REPLY_BYTES || /^(?!\d{1,3}$|\d{3}[- \r])[^\n]*\n/.test(received))
          throw new RefusedError("connector.bad-answer", `${name} does not answer as a mail server does.`);
        if (lost !== null) throw lost;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    /** Hands back what was not read. */
    stop(): string {
      socket.off("data", onData);
      return received;
    },
  };
}

function lineError(error: Error | undefined, name: string): Error {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  const details = { host: name, ...(code === undefined ? {} : { cause: code }) };
  if (code !== undefined && UNTRUSTED.test(code))
    return new RefusedError(
      "connector.untrusted-certificate",
      `The certificate of ${name} cannot be trusted (${code}); give its authority as tls.caPem, and use the name the certificate is for.`,
      { details },
    );
  return new TransientError("connector.unreachable", `The connection to ${name} was lost (${code ?? "closed"}).`, {
    details,
  });
}
