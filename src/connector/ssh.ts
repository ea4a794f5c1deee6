/** One ssh connection to a server whose key is known, for one call; and the settings and secrets that one takes. */
import { createHash } from "node:crypto";
import { connect, type Socket } from "node:net";
import { Client, type ClientChannel, type ConnectConfig } from "ssh2";
import { z } from "zod";
import { type CordonError, RefusedError, TransientError } from "../errors.ts";
import type { ConnectorContext } from "./connector.ts";

const READY_TIMEOUT_MS = 10_000;
/** A list of some hundred thousand addresses; no answer that a playbook can use is larger. */
const MOST_OUTPUT_BYTES = 32 * 1024 * 1024;

/** The settings of a connection over ssh; `what` is at the other end, in words. */
export function sshFields(what: string, account: string) {
  return {
    host: z
      .string()
      .min(1)
      .max(253)
      .regex(/^[A-Za-z0-9.:-]+$/, "expected a host name or an address")
      .describe(`${what} name or address`),
    port: z.number().int().min(1).max(65_535).default(22).describe("Where its ssh server listens"),
    user: z.string().min(1).max(64).describe(account),
    hostKey: z
      .string()
      .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, "expected SHA256: and 43 characters, as ssh-keygen -lf prints it")
      .meta({ title: "Host key fingerprint" })
      .describe(
        "The server's key (ssh-keyscan HOST | ssh-keygen -lf -, compared on the host itself); no other is accepted",
      ),
  };
}

/** One of them is needed. */
export const sshSecrets = [
  { name: "privateKey", title: "Private key (OpenSSH or PEM, without passphrase)", optional: true },
  { name: "password", title: "Password, where there is no key", optional: true },
];

interface SshSettings {
  host: string;
  port: number;
  user: string;
  hostKey: string;
}

export type SshContext = ConnectorContext<SshSettings>;

export interface CommandResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface RemoteShell {
  /** Runs one command to its end. The server hands it to a shell: build it from checked parts only. */
  exec(command: string): Promise<CommandResult>;
  /** The two ends of this connection as this side sees them; blocking either would cut us off. */
  ends: string[];
}

/**
 * Connects, compares the host key, signs in, runs the task, closes.
 * @throws TransientError `connector.unreachable`; RefusedError `connector.untrusted-host-key`, `connector.forbidden`, `connector.bad-settings`.
 */
export async function withShell<T>(context: SshContext, task: (shell: RemoteShell) => Promise<T>): Promise<T> {
  const { settings, secrets, signal } = context;
  if (!secrets.privateKey && !secrets.password)
    throw new RefusedError(
      "connector.bad-settings",
      'Signing in over ssh needs the secret "privateKey" or "password".',
    );
  const dialed = await context.dial(settings.host, settings.port);
  const socket = connect({ ...dialed, timeout: READY_TIMEOUT_MS });
  // The client listens while it is there; an error before or after, without a listener, would end the process.
  socket.on("error", () => undefined);
  const client = new Client();
  const abort = () => socket.destroy(new Error("ended by its deadline"));
  signal.addEventListener("abort", abort, { once: true });
  try {
    await signIn(context, client, socket);
    const ends = [socket.localAddress, socket.remoteAddress].filter((address) => address !== undefined);
    return await task({ exec: (command) => exec(client, command), ends });
  } finally {
    signal.removeEventListener("abort", abort);
    client.end();
    socket.destroySoon();
  }
}

function signIn({ settings, secrets }: SshContext, client: Client, socket: Socket): Promise<void> {
  const seen: { key?: string } = {};
  const config: ConnectConfig = {
    sock: socket,
    username: settings.user,
    readyTimeout: READY_TIMEOUT_MS,
    hostVerifier: (key: Buffer) => {
      seen.key = fingerprintOf(key);
      return seen.key === settings.hostKey;
    },
    ...(secrets.privateKey ? { privateKey: secrets.privateKey } : { password: secrets.password ?? "" }),
  };
  return new Promise((resolve, reject) => {
    // Stays for the connection's life: an error without a listener would end the process.
    client.on("error", (error) => reject(connectionError(error, settings, seen.key)));
    client.once("close", () => reject(connectionError(new Error("closed"), settings, seen.key)));
    client.once("ready", resolve);
    socket.once("timeout", () => socket.destroy(new Error("no answer")));
    client.once("ready", () => socket.setTimeout(0));
    try {
      client.connect(config);
    } catch {
      // ssh2 reads the key before anything else and throws when it cannot.
      reject(
        new RefusedError(
          "connector.bad-settings",
          'The secret "privateKey" is no key that can be read without a passphrase.',
        ),
      );
    }
  });
}

/** As `ssh-keygen -lf` prints it: SHA-256 of the key's wire form, base64 without padding. */
function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

function connectionError(
  error: Error & { level?: string; code?: string },
  { host, user, hostKey }: SshSettings,
  seenKey: string | undefined,
): CordonError {
  if (seenKey !== undefined && seenKey !== hostKey)
    return new RefusedError(
      "connector.untrusted-host-key",
      `${host} shows the host key ${seenKey}, not the one in the settings; nothing was sent. Find out why before you change the setting hostKey.`,
      { details: { host, seenKey, sent: false } },
    );
  if (error.level === "client-authentication")
    return new RefusedError(
      "connector.forbidden",
      `${host} does not let ${user} in with the key or password of this connection.`,
      {
        details: { host, sent: false },
      },
    );
  return new TransientError(
    "connector.unreachable",
    `The ssh server ${host} could not be reached (${error.code ?? error.level ?? "no answer"}).`,
    { details: { host, sent: false } },
  );
}

function exec(client: Client, command: string): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const lost = () =>
      reject(
        new TransientError("connector.unreachable", "The ssh connection was lost while a command ran.", {
          details: { sent: true },
        }),
      );
    client.once("close", lost);
    const run = (error: Error | undefined, channel: ClientChannel) => {
      if (error)
        return reject(new RefusedError("connector.forbidden", "The ssh server runs no commands for this account."));
      collect(channel).then(
        (result) => {
          client.off("close", lost);
          if (result) resolve(result);
          else lost();
        },
        (tooMuch: unknown) => reject(tooMuch),
      );
    };
    try {
      client.exec(command, run);
    } catch {
      // ssh2 throws when the connection ended since the last command.
      lost();
    }
  });
}

/** What a command wrote and its exit code; undefined when it ended without one, by a signal or with the connection. */
function collect(channel: ClientChannel): Promise<CommandResult | undefined> {
  const output = { stdout: "", stderr: "" };
  let size = 0;
  const keep = (name: "stdout" | "stderr") => (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_OUTPUT_BYTES) output[name] += chunk.toString("latin1");
    else channel.close();
  };
  channel.on("data", keep("stdout"));
  channel.stderr.on("data", keep("stderr"));
  return new Promise((resolve, reject) => {
    channel.once("close", (exitCode: unknown) => {
      if (size > MOST_OUTPUT_BYTES)
        reject(
          new RefusedError("connector.bad-answer", `The command's answer is larger than ${MOST_OUTPUT_BYTES} bytes.`),
        );
      else resolve(typeof exitCode === "number" ? { exitCode, ...output } : undefined);
    });
  });
}
