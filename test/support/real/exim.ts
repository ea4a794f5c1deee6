/** A real mail server, from Debian's package: STARTTLS with a certificate of its own, AUTH PLAIN once encrypted, mail in one Maildir. */

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { makeCertificate } from "./certificate.ts";
import { accepts } from "./probe.ts";
import { freePort, isInstalled, startProcess } from "./process.ts";

const SERVER = "/usr/sbin/exim4";
/** Whom the package's daemon becomes. */
const OWNER = "Debian-exim";

export interface RunningExim {
  host: string;
  port: number;
  caPem: string;
  user: string;
  password: string;
  /** The domain it takes mail for. */
  domain: string;
  /** Messages that were delivered so far, as they lie in the mailbox, oldest first. */
  delivered(): string[];
  stop(): Promise<void>;
}

/** False, with a loud reason, where the package is missing or we are not root. */
export function hasExim(): boolean {
  return isInstalled(existsSync(SERVER), "Exim", "exim4-daemon-light") && userInfo().uid === 0;
}

/** Starts one on a free port; nothing it holds outlives `stop`. */
export async function startExim(): Promise<RunningExim> {
  const home = mkdtempSync(join(tmpdir(), "cordon-exim-"));
  chmodSync(home, 0o755);
  const port = await freePort();
  const caPem = makeCertificate(home, "localhost", ["127.0.0.1"]);
  const id = (flag: string) => Number(execFileSync("id", [flag, OWNER], { encoding: "utf8" }));
  for (const folder of ["mail", "spool", "log"]) {
    mkdirSync(join(home, folder));
    chownSync(join(home, folder), id("-u"), id("-g"));
  }
  for (const file of ["cert.pem", "key.pem"]) chownSync(join(home, file), id("-u"), id("-g"));
  const config = join(home, "exim.conf");
  writeFileSync(config, configText(home), { mode: 0o644 });
  const server = await startProcess(
    SERVER,
    ["-bdf", "-C", config, "-oX", String(port), "-oP", join(home, "spool/pid")],
    {
      timeoutMs: 30_000,
      isReady: () => accepts(port),
    },
  );
  const box = join(home, "mail/new");
  return {
    ...{ host: "localhost", port, caPem, user: "cordon", password: "mail-password", domain: "corp.test" },
    delivered: () =>
      (existsSync(box) ? readdirSync(box).sort() : []).map((name) => readFileSync(join(box, name), "utf8")),
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function configText(home: string): string {
  return `primary_hostname = mail.corp.test
spool_directory = ${home}/spool
log_file_path = ${home}/log/%s
local_interfaces = 127.0.0.1
host_lookup =
rfc1413_hosts =
tls_advertise_hosts = *
tls_certificate = ${home}/cert.pem
tls_privatekey = ${home}/key.pem
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_rcpt = rcpt
acl_smtp_data = accept
domainlist ours = corp.test

begin acl
rcpt:
  deny message = we take no mail for others
    !domains = +ours
  deny message = sign in first
    !authenticated = *
  accept

begin routers
box:
  driver = accept
  domains = +ours
  transport = box

begin transports
box:
  driver = appendfile
  directory = ${home}/mail
  maildir_format
  create_directory
  user = ${OWNER}

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{cordon}}{eq{$auth3}{mail-password}}}}
  server_set_id = $auth2
`;
}
