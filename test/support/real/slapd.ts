/** A real OpenLDAP server with a few people, from Debian's package: password policies loaded, TLS with a certificate of its own. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificate } from "./certificate.ts";
import { accepts, succeeds } from "./probe.ts";
import { freePort, isInstalled, startProcess } from "./process.ts";

const SERVER = "/usr/sbin/slapd";
const BASE = "dc=corp,dc=test";

export interface RunningSlapd {
  /** Plain, and able to StartTLS. */
  url: string;
  tlsUrl: string;
  caPem: string;
  baseDn: string;
  /** May lock and unlock people and ask them for a new password, and nothing else. */
  bindDn: string;
  password: string;
  /** May only read. */
  readerDn: string;
  readerPassword: string;
  /** The password of every person: jdoe, asmith (admins, through a nested group), twin (two entries with one mail address). */
  userPassword: string;
  /** A member of its group `cn=admins` is privileged. */
  privilegedGroup: string;
  dnOf(uid: string): string;
  /** The whole entry as the ldapsearch program sees it: lines `attribute: value`. */
  ldapsearch(uid: string): string[];
  /** Whether a person can sign in, tried with the ldapwhoami program. */
  canBind(uid: string): boolean;
  /** Whether a person who signs in may do more than change the password, tried with the ldapsearch program. */
  canRead(uid: string): boolean;
  stop(): Promise<void>;
}

/** False, with a loud reason, where the packages are missing. */
export function hasSlapd(): boolean {
  return isInstalled(existsSync(SERVER) && existsSync("/usr/bin/ldapsearch"), "OpenLDAP", "slapd ldap-utils");
}

/** Starts one on free ports with data of its own; nothing it holds outlives `stop`. */
export async function startSlapd(): Promise<RunningSlapd> {
  const home = mkdtempSync(join(tmpdir(), "cordon-slapd-"));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const caPem = makeCertificate(home, "localhost", ["127.0.0.1"]);
  mkdirSync(join(home, "data"));
  writeFileSync(join(home, "slapd.conf"), configText(home));
  writeFileSync(join(home, "people.ldif"), peopleText());
  execFileSync("/usr/sbin/slapadd", ["-q", "-f", join(home, "slapd.conf"), "-l", join(home, "people.ldif")], {
    stdio: "pipe",
  });
  const url = `ldap://127.0.0.1:${port}`;
  const tlsUrl = `ldaps://localhost:${tlsPort}`;
  const server = await startProcess(
    SERVER,
    // -d keeps it in the foreground, so that the process we started is the one we stop.
    ["-d", "0", "-f", join(home, "slapd.conf"), "-h", `${url} ldaps://127.0.0.1:${tlsPort}`],
    { timeoutMs: 30_000, isReady: () => accepts(port) },
  );
  const dnOf = (uid: string) => `uid=${uid},ou=people,${BASE}`;
  const admin = ["-x", "-H", url, "-D", `cn=root,${BASE}`, "-w", "root-password"];
  return {
    url,
    tlsUrl,
    caPem,
    baseDn: BASE,
    bindDn: `cn=cordon,${BASE}`,
    password: "cordon-password",
    readerDn: `cn=reader,${BASE}`,
    readerPassword: "reader-password",
    userPassword: "user-password",
    privilegedGroup: `cn=admins,ou=groups,${BASE}`,
    dnOf,
    ldapsearch: (uid) =>
      execFileSync("ldapsearch", [...admin, "-LLL", "-o", "ldif-wrap=no", "-b", dnOf(uid), "-s", "base", "*", "+"], {
        encoding: "utf8",
      }).split("\n"),
    canBind: (uid) => succeeds("ldapwhoami", ["-x", "-H", url, "-D", dnOf(uid), "-w", "user-password"]),
    canRead: (uid) =>
      succeeds("ldapsearch", ["-x", "-H", url, "-D", dnOf(uid), "-w", "user-password", "-b", dnOf(uid), "-s", "base"]),
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function configText(home: string): string {
  const schemas = ["core", "cosine", "inetorgperson"].map((name) => `include /etc/ldap/schema/${name}.schema`);
  return `${schemas.join("\n")}
pidfile ${home}/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
TLSCertificateFile ${home}/cert.pem
TLSCertificateKeyFile ${home}/key.pem
database mdb
suffix "${BASE}"
rootdn "cn=root,${BASE}"
rootpw root-password
directory ${home}/data
overlay ppolicy
ppolicy_default "cn=default,ou=policies,${BASE}"
access to attrs=userPassword
  by anonymous auth
  by * none
access to dn.subtree="ou=people,${BASE}" attrs=pwdAccountLockedTime,pwdReset,description
  by dn.exact="cn=cordon,${BASE}" write
  by * read
access to *
  by * read
`;
}

function peopleText(): string {
  const service = (name: string) =>
    entry(
      `cn=${name},${BASE}`,
      "applicationProcess simpleSecurityObject",
      `cn: ${name}`,
      `userPassword: ${name}-password`,
    );
  const person = (uid: string, name: string, mail = `${uid}@corp.test`) =>
    entry(
      `uid=${uid},ou=people,${BASE}`,
      "inetOrgPerson",
      `uid: ${uid}`,
      `cn: ${name}`,
      `sn: ${name.split(" ").at(-1)}`,
      `displayName: ${name}`,
      `mail: ${mail}`,
      "userPassword: user-password",
    );
  const group = (name: string, member: string) =>
    entry(`cn=${name},ou=groups,${BASE}`, "groupOfNames", `cn: ${name}`, `member: ${member}`);
  return [
    entry(BASE, "organization dcObject", "dc: corp", "o: Corp"),
    ...["people", "groups", "policies"].map((ou) => entry(`ou=${ou},${BASE}`, "organizationalUnit", `ou: ${ou}`)),
    // A lock only counts under a policy with pwdLockout, a new password is only asked for under one with pwdMustChange.
    entry(
      `cn=default,ou=policies,${BASE}`,
      "device pwdPolicy",
      "cn: default",
      "pwdAttribute: userPassword",
      "pwdLockout: TRUE",
      "pwdMustChange: TRUE",
    ),
    service("cordon"),
    service("reader"),
    person("jdoe", "Jane Doe"),
    person("asmith", "Alex Smith"),
    person("twin1", "Twin One", "twin@corp.test"),
    person("twin2", "Twin Two", "twin@corp.test"),
    group("helpdesk", `uid=asmith,ou=people,${BASE}`),
    group("admins", `cn=helpdesk,ou=groups,${BASE}`),
  ].join("\n");
}

/** slapadd wants the values of one attribute next to each other. */
function entry(dn: string, objectClasses: string, ...lines: string[]): string {
  const classes = objectClasses.split(" ").map((name) => `objectClass: ${name}`);
  return `dn: ${dn}\n${[...classes, ...lines].join("\n")}\n`;
}
