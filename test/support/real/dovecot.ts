/** A real IMAP server with one mailbox, from Debian's package: TLS and STARTTLS with a certificate of its own, mail in a Maildir. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificate } from "./certificate.ts";
import { accepts } from "./probe.ts";
import { freePort, isInstalled, startProcess } from "./process.ts";

const SERVER = "/usr/sbin/dovecot";
const MODULE = "/usr/lib/dovecot/imap";
/** Who owns the mail: nobody. The server refuses to serve mail as root. */
const OWNER = 65_534;

export interface RunningDovecot {
  host: string;
  /** TLS from the first byte. */
  tlsPort: number;
  /** Plain, and able to STARTTLS. */
  port: number;
  caPem: string;
  user: string;
  password: string;
  /** Puts a message into the mailbox as a delivery agent does; `arrived` becomes its INTERNALDATE. */
  deliver(message: string | Buffer, arrived?: Date): void;
  /** Messages in a folder, as the doveadm program counts them. */
  count(folder: string, query?: string): number;
  addFolder(name: string): void;
  removeFolder(name: string): void;
  /** Makes the server forget its UIDs, as a restore from backup does: UIDVALIDITY changes. */
  forgetUids(): void;
  stop(): Promise<void>;
}

/** False, with a loud reason, where the package is missing or we are not root. */
export function hasDovecot(): boolean {
  return isInstalled(existsSync(SERVER) && existsSync(MODULE), "Dovecot", "dovecot-imapd") && process.getuid?.() === 0;
}

/** Starts one on free ports; nothing it holds outlives `stop`. */
export async function startDovecot(): Promise<RunningDovecot> {
  const home = mkdtempSync(join(tmpdir(), "cordon-dovecot-"));
  chmodSync(home, 0o755);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const caPem = makeCertificate(home, "localhost", ["127.0.0.1"]);
  for (const folder of ["mail", "mail/new", "mail/cur", "mail/tmp"]) {
    mkdirSync(join(home, folder));
    chownSync(join(home, folder), OWNER, OWNER);
  }
  const config = join(home, "dovecot.conf");
  writeFileSync(config, configText(home, port, tlsPort));
  const server = await startProcess(SERVER, ["-F", "-c", config], {
    timeoutMs: 30_000,
    isReady: async () => (await accepts(port)) && (await accepts(tlsPort)),
  });
  const user = "reports@corp.test";
  const doveadm = (...args: string[]) => execFileSync("doveadm", ["-c", config, ...args], { encoding: "utf8" });
  let delivered = 0;
  return {
    ...{ host: "localhost", tlsPort, port, caPem, user, password: "mailbox-password" },
    deliver(message, arrived = new Date()) {
      delivered += 1;
      const name = `${Math.floor(arrived.getTime() / 1000)}.M${String(delivered).padStart(6, "0")}.corp.test`;
      const [written, final] = [join(home, "mail/tmp", name), join(home, "mail/new", name)];
      writeFileSync(written, message);
      chownSync(written, OWNER, OWNER);
      utimesSync(written, arrived, arrived);
      execFileSync("mv", [written, final]);
    },
    count: (folder, query = "all") =>
      doveadm("search", "-u", user, "mailbox", folder, ...query.split(" "))
        .split("\n")
        .filter(Boolean).length,
    addFolder: (name) => void doveadm("mailbox", "create", "-u", user, name),
    removeFolder: (name) => void doveadm("mailbox", "delete", "-u", user, name),
    forgetUids() {
      for (const name of readdirSync(join(home, "mail")))
        if (name.startsWith("dovecot")) rmSync(join(home, "mail", name), { recursive: true });
    },
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function configText(home: string, port: number, tlsPort: number): string {
  return `base_dir = ${home}/run
state_dir = ${home}/run
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <${home}/cert.pem
ssl_key = <${home}/key.pem
disable_plaintext_auth = yes
mail_location = maildir:${home}/mail
first_valid_uid = 1000
last_valid_uid = 0
mail_max_userip_connections = 100
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
passdb {
  driver = static
  args = password=mailbox-password
}
userdb {
  driver = static
  args = uid=${OWNER} gid=${OWNER} home=${home}/mail
}
namespace inbox {
  inbox = yes
}
`;
}
