/** A real IMAP server with a mailbox for whoever signs in, from Debian's package: TLS and STARTTLS with a certificate of its own, mail in a Maildir. */
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
const MASTER_PASSWORD = "master-password";

export interface RunningDovecot {
  host: string;
  /** TLS from the first byte. */
  tlsPort: number;
  /** Plain, and able to STARTTLS. */
  port: number;
  caPem: string;
  user: string;
  password: string;
  /** Of the master user `cordon`, who signs in as anybody: `somebody*cordon`. */
  masterPassword: string;
  /** Puts a message into a mailbox, `user`'s unless said, as a delivery agent does; `arrived` becomes its INTERNALDATE. */
  deliver(message: string | Buffer, arrived?: Date, to?: string): void;
  /** Messages in a folder, of `user` unless said, as the doveadm program counts them. */
  count(folder: string, query?: string, of?: string): number;
  /** `of`: `user` unless said. */
  addFolder(name: string, of?: string): void;
  /** All of one folder into another, as its owner would. */
  move(from: string, to: string, of: string): void;
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
  const user = "reports@corp.test";
  makeMailbox(home, user);
  const config = join(home, "dovecot.conf");
  writeFileSync(config, configText(home, port, tlsPort));
  const server = await startProcess(SERVER, ["-F", "-c", config], {
    timeoutMs: 30_000,
    isReady: async () => (await accepts(port)) && (await accepts(tlsPort)),
  });
  const doveadm = (...args: string[]) => execFileSync("doveadm", ["-c", config, ...args], { encoding: "utf8" });
  let delivered = 0;
  return {
    ...{ host: "localhost", tlsPort, port, caPem, user, password: "mailbox-password" },
    masterPassword: MASTER_PASSWORD,
    deliver(message, arrived = new Date(), to = user) {
      delivered += 1;
      makeMailbox(home, to);
      const name = `${Math.floor(arrived.getTime() / 1000)}.M${String(delivered).padStart(6, "0")}.corp.test`;
      const [written, final] = [join(home, "mail", to, "tmp", name), join(home, "mail", to, "new", name)];
      writeFileSync(written, message);
      chownSync(written, OWNER, OWNER);
      utimesSync(written, arrived, arrived);
      execFileSync("mv", [written, final]);
    },
    count: (folder, query = "all", of = user) =>
      doveadm("search", "-u", of, "mailbox", folder, ...query.split(" "))
        .split("\n")
        .filter(Boolean).length,
    addFolder: (name, of = user) => void doveadm("mailbox", "create", "-u", of, name),
    move: (from, to, of) => void doveadm("move", "-u", of, to, "mailbox", from, "all"),
    removeFolder: (name) => void doveadm("mailbox", "delete", "-u", user, name),
    forgetUids() {
      for (const name of readdirSync(join(home, "mail", user)))
        if (name.startsWith("dovecot")) rmSync(join(home, "mail", user, name), { recursive: true });
    },
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function makeMailbox(home: string, user: string): void {
  for (const folder of ["mail", `mail/${user}`, ...["new", "cur", "tmp"].map((name) => `mail/${user}/${name}`)]) {
    if (existsSync(join(home, folder))) continue;
    mkdirSync(join(home, folder));
    chownSync(join(home, folder), OWNER, OWNER);
  }
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
mail_location = maildir:${home}/mail/%u
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
auth_master_user_separator = *
passdb {
  driver = static
  master = yes
  args = password=${MASTER_PASSWORD}
}
passdb {
  driver = static
  args = password=mailbox-password
}
userdb {
  driver = static
  args = uid=${OWNER} gid=${OWNER} home=${home}/mail/%u
}
namespace inbox {
  inbox = yes
}
`;
}
