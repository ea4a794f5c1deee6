/** A real Active Directory domain (Samba, from Debian's package) in a network namespace of its own: CORP.TEST, with LDAPS. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificate } from "./certificate.ts";
import { canMakeNamespaces, createNamespace, type Namespace } from "./namespace.ts";
import { accepts, succeeds } from "./probe.ts";
import { isInstalled } from "./process.ts";

const SERVER = "/usr/sbin/samba";
const BASE = "DC=corp,DC=test";
const ADMIN_PASSWORD = "Adm1n-passw0rd";
const USER_PASSWORD = "Us3r-passw0rd";
const SERVICE_PASSWORD = "Serv1ce-passw0rd";
/** Property set and class of the permission "write userAccountControl of users" (MS-ADA3, MS-ADSC). */
const WRITE_ACCOUNT_CONTROL = "bf967a68-0de6-11d0-a285-00aa003049e2;bf967aba-0de6-11d0-a285-00aa003049e2";
/** The same for pwdLastSet. */
const WRITE_PASSWORD_TIME = "bf967a0a-0de6-11d0-a285-00aa003049e2;bf967aba-0de6-11d0-a285-00aa003049e2";

export interface RunningSamba {
  url: string;
  plainUrl: string;
  caPem: string;
  /** What an egress policy has to allow. */
  cidr: string;
  baseDn: string;
  /** May write userAccountControl and pwdLastSet of people in CN=Users, and nothing else. */
  bindDn: string;
  password: string;
  /** May only read, as every account of a domain. */
  readerDn: string;
  readerPassword: string;
  adminDn: string;
  adminPassword: string;
  privilegedGroup: string;
  dnOf(name: string): string;
  /** The whole entry as the ldapsearch program sees it: lines `attribute: value`. */
  ldapsearch(name: string): string[];
  /** Changes an attribute with the ldapmodify program, past the connector. */
  ldapmodify(name: string, attribute: string, value: string): void;
  /** Whether a person (jdoe, asmith) can sign in, tried with the ldapsearch program. */
  canBind(name: string): boolean;
  stop(): Promise<void>;
}

/** False, with a loud reason, where the packages are missing or we are not root. */
export function hasSamba(): boolean {
  const packages =
    "samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind ldap-utils iproute2";
  const found = existsSync(SERVER) && existsSync("/usr/share/samba/setup") && existsSync("/usr/bin/ldapsearch");
  return isInstalled(found, "Samba as a domain controller", packages) && canMakeNamespaces();
}

/** Provisions a domain and starts its controller, about ten seconds; nothing of it outlives `stop`. */
export async function startSamba(): Promise<RunningSamba> {
  const home = mkdtempSync(join(tmpdir(), "cordon-samba-"));
  const namespace = await createNamespace("ad");
  const stop = async () => {
    await namespace.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const caPem = makeCertificate(home, "dc1.corp.test", [namespace.address]);
    await provision(home, namespace);
    await namespace.start(SERVER, ["-i", "-M", "single", "-s", join(home, "etc/smb.conf"), "--debug-stdout"], {
      timeoutMs: 60_000,
      isReady: () => accepts(636, namespace.address),
    });
    return { ...directoryAt(namespace, join(home, "cert.pem")), caPem, cidr: namespace.cidr, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function provision(home: string, namespace: Namespace): Promise<void> {
  for (const folder of ["pid", "ncalrpc"]) mkdirSync(join(home, folder));
  const options = [
    "interfaces=lo link",
    "bind interfaces only=yes",
    "server services=ldap",
    `pid directory=${home}/pid`,
    `ncalrpc dir=${home}/ncalrpc`,
    `tls certfile=${home}/cert.pem`,
    `tls keyfile=${home}/key.pem`,
    "tls cafile=",
  ];
  const names = ["--realm=CORP.TEST", "--domain=CORP", "--host-name=dc1", `--host-ip=${namespace.address}`];
  const kind = ["--server-role=dc", "--dns-backend=NONE", "--use-rfc2307", `--adminpass=${ADMIN_PASSWORD}`];
  const set = options.map((option) => `--option=${option}`);
  await namespace.run("samba-tool", "domain", "provision", ...names, ...kind, `--targetdir=${home}`, ...set);
  const tool = (...args: string[]) =>
    namespace.run("samba-tool", ...args, "-s", `${home}/etc/smb.conf`, "-H", `${home}/private/sam.ldb`);
  await tool(
    "user",
    "create",
    "jdoe",
    USER_PASSWORD,
    "--given-name=Jane",
    "--surname=Doe",
    "--mail-address=jane.doe@corp.test",
  );
  await tool("user", "create", "asmith", USER_PASSWORD, "--given-name=Alex", "--surname=Smith");
  await tool("user", "create", "svc-cordon", SERVICE_PASSWORD);
  await tool("user", "create", "svc-reader", SERVICE_PASSWORD);
  await tool("group", "add", "Tier Zero");
  await tool("group", "addmembers", "Tier Zero", "asmith");
  await tool("group", "addmembers", "Domain Admins", "Tier Zero");
  const service = await tool("user", "show", "svc-cordon", "--attributes=objectSid");
  const sid = /^objectSid: (\S+)$/m.exec(service)?.[1] ?? "";
  for (const right of [WRITE_ACCOUNT_CONTROL, WRITE_PASSWORD_TIME])
    await tool("dsacl", "set", `--objectdn=CN=Users,${BASE}`, `--sddl=(OA;CIIO;WP;${right};${sid})`);
}

function directoryAt(namespace: Namespace, certificate: string): Omit<RunningSamba, "caPem" | "cidr" | "stop"> {
  const url = `ldaps://${namespace.address}`;
  const env = { ...process.env, LDAPTLS_CACERT: certificate };
  const as = (user: string, password: string) => ["-x", "-H", url, "-D", `CORP\\${user}`, "-w", password];
  const admin = as("Administrator", ADMIN_PASSWORD);
  const names: Record<string, string> = { jdoe: "Jane Doe", asmith: "Alex Smith" };
  const dnOf = (name: string) => `CN=${names[name] ?? name},CN=Users,${BASE}`;
  return {
    url,
    plainUrl: `ldap://${namespace.address}`,
    baseDn: BASE,
    bindDn: "svc-cordon@corp.test",
    password: SERVICE_PASSWORD,
    readerDn: "svc-reader@corp.test",
    readerPassword: SERVICE_PASSWORD,
    adminDn: "CORP\\Administrator",
    adminPassword: ADMIN_PASSWORD,
    privilegedGroup: `CN=Domain Admins,CN=Users,${BASE}`,
    dnOf,
    ldapsearch: (name) =>
      execFileSync("ldapsearch", [...admin, "-LLL", "-o", "ldif-wrap=no", "-b", dnOf(name), "-s", "base"], {
        env,
        encoding: "utf8",
      }).split("\n"),
    ldapmodify: (name, attribute, value) => {
      const input = `dn: ${dnOf(name)}\nchangetype: modify\nreplace: ${attribute}\n${attribute}: ${value}\n`;
      execFileSync("ldapmodify", admin, { env, input, stdio: ["pipe", "pipe", "pipe"] });
    },
    canBind: (name) =>
      succeeds("ldapsearch", [...as(name, USER_PASSWORD), "-s", "base", "-b", "", "1.1"], {
        LDAPTLS_CACERT: certificate,
      }),
  };
}
