/** Where syslog is listened for, as `CORDON_SYSLOG` says it. Pure. */
import { InputError } from "../errors.ts";

export interface ListenerAddress {
  /** As written, without what follows the path: names the listener in logs and meters. */
  name: string;
  transport: "udp" | "tcp" | "tls";
  host: string;
  port: number;
  workspace: string;
  connection: string;
  /** Networks of the senders, as CIDR. Without any, TLS listeners that ask for certificates take everybody who has one. */
  allow: string[];
  /** PEM files, TLS alone. `ca` signs the senders' certificates; with it a sender must have one. */
  certFile?: string;
  keyFile?: string;
  caFile?: string;
}

const BETWEEN = /[\s,]+(?=(?:udp|tcp|tls):\/\/)/;
const EXPECTED =
  "udp://HOST:PORT/WORKSPACE/CONNECTION?allow=NETWORK,…, tcp://… alike, or tls://…?cert=FILE&key=FILE[&ca=FILE]";

/** The listeners of a setting, separated by spaces or commas. @throws InputError `config.syslog` that says what is wrong with which. */
export function readListenerAddresses(setting: string): ListenerAddress[] {
  const parts = setting.trim().split(BETWEEN);
  return parts.filter((part) => part !== "").map(readOne);
}

function readOne(text: string): ListenerAddress {
  if (!URL.canParse(text)) throw wrong(text, "is no address");
  const url = new URL(text);
  const transport = url.protocol.slice(0, -1);
  if (transport !== "udp" && transport !== "tcp" && transport !== "tls") throw wrong(text, "has no transport we know");
  const [, workspace = "", connection = "", ...more] = url.pathname.split("/").map(decodeURIComponent);
  if (workspace === "" || connection === "" || more.length > 0) throw wrong(text, "names no workspace and connection");
  if (url.port === "" || url.hostname === "") throw wrong(text, "has no host and port");
  const allow = url.searchParams
    .getAll("allow")
    .flatMap((list) => list.split(","))
    .filter((network) => network !== "");
  const [certFile, keyFile, caFile] = ["cert", "key", "ca"].map((name) => url.searchParams.get(name) ?? undefined);
  if (transport === "tls" && (certFile === undefined || keyFile === undefined))
    throw wrong(text, "has no certificate and key");
  if (allow.length === 0 && caFile === undefined)
    throw wrong(
      text,
      "would take messages from anybody; name the senders' networks (allow=0.0.0.0/0 if that is meant)",
    );
  return {
    name: `${transport}://${url.host}/${workspace}/${connection}`,
    transport,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port),
    workspace,
    connection,
    allow,
    ...(certFile === undefined ? {} : { certFile }),
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(caFile === undefined ? {} : { caFile }),
  };
}

function wrong(text: string, what: string): InputError {
  return new InputError("config.syslog", `CORDON_SYSLOG: "${text.slice(0, 200)}" ${what}; expected ${EXPECTED}.`);
}
