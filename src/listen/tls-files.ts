/** The certificate files of a TLS listener. */
import { readFileSync } from "node:fs";
import type { TlsOptions } from "node:tls";
import { InputError } from "../errors.ts";
import type { ListenerAddress } from "./listener-address.ts";

/** RFC 5425 4.2: TLS 1.2 or newer; with a CA only senders whose certificate it signed. @throws InputError `config.syslog` when a file cannot be read. */
export function tlsOptionsOf({ certFile, keyFile, caFile }: ListenerAddress): TlsOptions {
  return {
    minVersion: "TLSv1.2",
    cert: read(certFile),
    key: read(keyFile),
    ...(caFile === undefined ? {} : { ca: read(caFile), requestCert: true, rejectUnauthorized: true }),
  };
}

function read(file = ""): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new InputError("config.syslog", `CORDON_SYSLOG: the file "${file}" cannot be read.`, { cause: error });
  }
}
