import { existsSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { InputError } from "./errors.ts";

/** Everything that is set from outside; this file is the one reader of the environment. */
export interface Config {
  /** Where Cordon keeps its own data: embedded database, key file, first-start secret. */
  home: string;
  /** A Postgres to use instead of the embedded one. */
  databaseUrl: string | undefined;
  host: string;
  port: number;
  logLevel: string;
  /** 32 bytes in hex or base64 that seal connection secrets; without it a key file is made under `home`. */
  sealingKey: string | undefined;
  /** Largest accepted request body after decompression, in bytes. */
  maxBodyBytes: number;
  /** Private networks that connectors may reach besides public addresses, as CIDR; loopback is never implied. */
  egressAllow: string[];
  /** Where people reach this installation, as links in mails and messages say it; where it listens when empty. */
  publicUrl: string;
  /** What the organization says of itself to its scope policies: its networks as CIDR, its domains, and the zone of their hours. */
  own: { networks: string[]; domains: string[]; timeZone: string };
  /** How often linked tickets and alerts of open incidents are looked at, in ms. */
  syncPollMs: number;
  /** For how long records are kept, days by class; what is not named is kept for ever. */
  retention: Readonly<Partial<Record<"deliveries" | "alerts" | "incidents", number>>>;
  /** Where syslog is listened for; empty for nowhere. Read by src/listen/listener-address.ts. */
  syslog: string;
}

/** Reads the configuration; `env` defaults to the process's. A value out of range is an InputError that names the variable. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  return {
    home: resolve(env.CORDON_HOME ?? join(process.cwd(), ".cordon")),
    databaseUrl: env.DATABASE_URL || undefined,
    host: env.CORDON_HOST ?? "127.0.0.1",
    port: wholeNumber("CORDON_PORT", env.CORDON_PORT ?? env.PORT, 7171, 0, 65_535),
    logLevel: oneOf("CORDON_LOG_LEVEL", env.CORDON_LOG_LEVEL, "warn", ["debug", "info", "warn", "error", "silent"]),
    sealingKey: env.CORDON_KEY || undefined,
    maxBodyBytes: wholeNumber(
      "CORDON_MAX_BODY_BYTES",
      env.CORDON_MAX_BODY_BYTES,
      16 * 1024 * 1024,
      1024,
      256 * 1024 * 1024,
    ),
    egressAllow: listOf(env.CORDON_EGRESS_ALLOW),
    own: ownOf(env),
    publicUrl: publicUrlOf(env.CORDON_PUBLIC_URL ?? ""),
    syncPollMs: wholeNumber("CORDON_SYNC_SECONDS", env.CORDON_SYNC_SECONDS, 30, 1, 86_400) * 1_000,
    retention: retentionOf(env.CORDON_RETENTION ?? ""),
    syslog: env.CORDON_SYSLOG ?? "",
  };
}

function listOf(text = ""): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}

function ownOf(env: Record<string, string | undefined>): Config["own"] {
  const networks = listOf(env.CORDON_OWN_NETWORKS);
  const domains = listOf(env.CORDON_OWN_DOMAINS);
  const timeZone = env.CORDON_TIME_ZONE || "UTC";
  const network = networks.find((each) => !isNetwork(each));
  if (network !== undefined)
    throw new InputError(
      "config.bad-network",
      `CORDON_OWN_NETWORKS has "${network.slice(0, 60)}"; expected networks in CIDR notation such as 203.0.113.0/24.`,
    );
  const domain = domains.find((each) => !/^([a-z0-9_-]+\.)+[a-z0-9-]+$/i.test(each));
  if (domain !== undefined)
    throw new InputError(
      "config.unknown-value",
      `CORDON_OWN_DOMAINS has "${domain.slice(0, 60)}"; expected domains such as example.com, with what is below them meant too.`,
    );
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    throw new InputError(
      "config.bad-time-zone",
      `CORDON_TIME_ZONE is "${timeZone.slice(0, 60)}"; expected an IANA name such as Europe/Berlin.`,
    );
  }
  return { networks, domains, timeZone };
}

function isNetwork(text: string): boolean {
  const [base = "", bits = "", ...rest] = text.split("/");
  const most = isIP(base) === 4 ? 32 : isIP(base) === 6 ? 128 : -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** Scheme, host, port and perhaps a path that a proxy takes away; without a slash at the end. */
function publicUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && url.username === "" && url.search === "" && url.hash === "";
  if (text === "" || (plain && /^https?:$/.test(url.protocol))) return text.replace(/\/+$/, "");
  const expected = "expected a URL such as https://cordon.example.com";
  throw new InputError("config.unknown-value", `CORDON_PUBLIC_URL is "${text.slice(0, 100)}"; ${expected}.`);
}

/** `deliveries=90d,alerts=400d` as days by class. */
function retentionOf(text: string): Config["retention"] {
  const parts = text.split(",").map((part) => part.trim());
  const periods = parts.filter(Boolean).map((part) => {
    const found = /^(deliveries|alerts|incidents)=([1-9]\d{0,4})d$/.exec(part);
    if (found !== null) return [found[1], Number(found[2])] as const;
    const expected = "expected periods such as deliveries=90d,alerts=400d,incidents=1100d";
    throw new InputError("config.unknown-value", `CORDON_RETENTION has "${part.slice(0, 60)}"; ${expected}.`);
  });
  return Object.fromEntries(periods);
}

function wholeNumber(name: string, text: string | undefined, fallback: number, min: number, max: number): number {
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new InputError("config.out-of-range", `${name} is "${text}"; expected a whole number from ${min} to ${max}.`);
  }
  return value;
}

function oneOf(name: string, text: string | undefined, fallback: string, allowed: string[]): string {
  if (text === undefined || text === "") return fallback;
  if (!allowed.includes(text))
    throw new InputError("config.unknown-value", `${name} is "${text}"; expected one of ${allowed.join(", ")}.`);
  return text;
}

/** What the CLI needs to reach a server: from the environment, else from the file that `cordon login` wrote. */
export interface ClientConfig {
  url: string;
  token: string | undefined;
  credentialsFile: string;
  /** Tokens that were kept for `url`, by their workspace. */
  tokens: Readonly<Record<string, string>>;
}

/** The file that `cordon login` writes: the token that is used unless said otherwise, and one for each workspace that was logged in to. */
export interface SavedCredentials {
  url: string;
  token: string;
  tokens: Readonly<Record<string, string>>;
}

/** Reads where the server is and who we are; the environment wins over the credentials file. */
export function readClientConfig(env: Record<string, string | undefined> = process.env): ClientConfig {
  const base = env.XDG_CONFIG_HOME ?? join(env.HOME ?? ".", ".config");
  const credentialsFile = env.CORDON_CREDENTIALS ?? join(base, "cordon", "credentials.json");
  const saved = existsSync(credentialsFile)
    ? (JSON.parse(readFileSync(credentialsFile, "utf8")) as Partial<SavedCredentials>)
    : {};
  const url = env.CORDON_URL ?? saved.url ?? "http://127.0.0.1:7171";
  const tokens = saved.url === url ? (saved.tokens ?? {}) : {};
  return { url, token: env.CORDON_TOKEN ?? saved.token, credentialsFile, tokens };
}
