/** One signed-in session with an IMAP server, for one call: encrypted before anything is said, bounded in what the server may send. */
import { isIP } from "node:net";
import type { ImapFlow } from "imapflow";
import { z } from "zod";
import type { ConnectorContext } from "../connector.ts";
import { caPemField, rejectUnauthorizedField } from "../setting-fields.ts";
import { imapError } from "./imap-error.ts";

const CONNECT_TIMEOUT_MS = 15_000;
const SILENCE_MS = 60_000;
/** A million UIDs in one answer; nothing but a message is longer. */
const MOST_LINE_BYTES = 12 * 1024 * 1024;

const Tls = z.strictObject({
  caPem: caPemField,
  rejectUnauthorized: rejectUnauthorizedField,
});

/** The settings that say where a server is, and how it is recognized. */
export const imapServerFields = {
  host: z.string().min(1).max(253).describe("The mail server"),
  security: z
    .enum(["tls", "starttls"])
    .default("tls")
    .describe(
      "tls: encrypted from the first byte; starttls: before the password is sent. Without either nothing is sent",
    ),
  port: z.int().min(1).max(65_535).optional().describe("Default: 993, with starttls 143"),
  tls: Tls.prefault({}).meta({ title: "TLS" }).describe("How the server is recognized"),
};
export type ImapServer = z.output<z.ZodObject<typeof imapServerFields>>;

/** The port that is dialed. */
export function imapPort({ port, security }: Pick<ImapServer, "port" | "security">): number {
  return port ?? (security === "tls" ? 993 : 143);
}

export interface SignIn {
  user: string;
  auth: { pass: string } | { accessToken: string };
  /** No message, or part of one, is longer than this. */
  mostBytes: number;
}

/**
 * Connects, encrypts, signs in, runs the task, closes. `doing` tells an error what was tried; the task may say so anew as it goes on.
 * @throws RefusedError `connector.forbidden`, `connector.untrusted-certificate`, `connector.not-found`, `connector.rejected`,
 * `connector.bad-answer`; TransientError `connector.unreachable`, `connector.unavailable`.
 */
export async function withImap<T>(
  context: Pick<ConnectorContext, "dial" | "signal">,
  server: ImapServer,
  signIn: SignIn,
  task: (client: ImapFlow, doing: (what: string) => void) => Promise<T>,
): Promise<T> {
  const client = await clientFor(context, server, signIn);
  const abort = () => client.close();
  context.signal.addEventListener("abort", abort, { once: true });
  let doing = "sign in";
  try {
    if (context.signal.aborted) abort();
    await client.connect();
    return await task(client, (what) => {
      doing = what;
    });
  } catch (error) {
    throw imapError(error, server.host, doing);
  } finally {
    await client.logout().catch(() => undefined);
    client.close();
    context.signal.removeEventListener("abort", abort);
  }
}

async function clientFor(
  context: Pick<ConnectorContext, "dial">,
  server: ImapServer,
  { user, auth, mostBytes }: SignIn,
): Promise<ImapFlow> {
  const { host, security, tls } = server;
  const dialed = await context.dial(host, imapPort(server));
  // Loaded by who asks a mailbox: a third of a second and 27 MB that no other start has to pay for.
  const imapflow = await import("imapflow");
  const client = new imapflow.ImapFlow({
    ...dialed,
    // The certificate is checked against the configured name, though the address behind it is what is dialed.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    secure: security === "tls",
    ...(security === "tls" ? {} : { doSTARTTLS: true }),
    auth: { user, ...auth },
    tls: {
      minVersion: "TLSv1.2",
      rejectUnauthorized: tls.rejectUnauthorized,
      ...(tls.caPem === undefined ? {} : { ca: tls.caPem }),
    },
    logger: false,
    disableAutoIdle: true,
    // What is compressed can be of any size once it is not.
    disableCompression: true,
    clientInfo: { name: "Cordon" },
    ...{ connectionTimeout: CONNECT_TIMEOUT_MS, greetingTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENCE_MS },
    ...{ maxLineLength: MOST_LINE_BYTES, maxLiteralSize: mostBytes, maxResponseSize: mostBytes + MOST_LINE_BYTES },
  });
  // An error without a listener would end the process; what matters of it rejects the command under way.
  client.on("error", () => undefined);
  return client;
}
