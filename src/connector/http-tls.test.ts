import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silentLog } from "../log.ts";
import { createEgress } from "./egress.ts";
import { createHttpClient } from "./http.ts";

/** A key and a certificate that nobody vouches for; undefined where openssl is not installed. */
function selfSigned(): { key: Buffer; cert: Buffer } | undefined {
  const home = mkdtempSync(join(tmpdir(), "cordon-tls-"));
  const [key, cert] = [join(home, "key.pem"), join(home, "cert.pem")];
  try {
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=vendor.example",
        "-keyout",
        key,
        "-out",
        cert,
      ],
      { stdio: "ignore" },
    );
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } catch {
    return undefined;
  } finally {
    rmSync(home, { recursive: true });
  }
}

const identity = selfSigned();
if (!identity) console.warn("SKIPPED: openssl is not installed, so refusing an untrusted certificate was not tested.");

test.skipIf(!identity)("a certificate that nobody vouches for is refused before anything is sent", async () => {
  let requests = 0;
  const server = createServer(identity!, (_request, response) => {
    requests += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const egress = createEgress({
    allowCidrs: ["127.0.0.0/8"],
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  const client = createHttpClient({ egress, log: silentLog, defaultTimeoutMs: 5000, maxResponseBytes: 100 });
  const url = `https://vendor.example:${(server.address() as AddressInfo).port}/`;
  await expect(client.request({ method: "GET", url, headers: { authorization: "Bearer t" } })).rejects.toMatchObject({
    root: "refused",
    code: "connector.untrusted-certificate",
    details: { cause: "DEPTH_ZERO_SELF_SIGNED_CERT", sent: false },
  });
  expect(requests).toBe(0);
  await egress.close();
  await new Promise((resolve) => server.close(resolve));
});
