/** A self-signed certificate for a real server of a test, made by the openssl program. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Writes `key.pem` and `cert.pem` into a folder and answers the certificate, which is its own authority. */
export function makeCertificate(folder: string, commonName: string, addresses: readonly string[]): string {
  const names = [`DNS:${commonName}`, ...addresses.map((address) => `IP:${address}`)].join(",");
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const options = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${commonName}`;
  execFileSync("openssl", [...options.split(" "), "-addext", `subjectAltName=${names}`, ...files], { stdio: "pipe" });
  return readFileSync(join(folder, "cert.pem"), "utf8");
}
