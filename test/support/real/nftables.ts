/**
 * A real firewall: nftables in a network namespace, reached over a real ssh server. Behind it a listener; in front of it a second
 * namespace, from whose addresses packets are sent.
 */
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { canMakeNamespaces, createNamespace, ip, type Namespace } from "./namespace.ts";
import { accepts } from "./probe.ts";
import { isInstalled } from "./process.ts";

const SSHD = "/usr/sbin/sshd";
const LISTENER_PORT = 7000;
/** Where the listener answers, in the networks for documentation. */
const INSIDE = { 4: "192.0.2.1", 6: "2001:db8:ffff::1" };
const OUTSIDE = { 4: "192.0.2.2", 6: "2001:db8:ffff::2" };
/** User and group of nobody, on every Debian. */
const NOBODY = "65534";

export interface RunningFirewall {
  ssh: {
    host: string;
    port: number;
    user: string;
    /** May run nft. */
    privateKey: string;
    /** Let in as well, without the right to run nft. */
    powerlessKey: string;
    /** `SHA256:…` */
    hostKeyFingerprint: string;
  };
  /** The table `inet cordon` with the sets `blocked4` and `blocked6` (timeouts) and `plain4` (none), whose elements are dropped. */
  sets: { family: "inet"; table: string; set4: string; set6: string };
  /** What an egress policy has to allow. */
  cidr: string;
  /** The address the firewall sees us as. */
  callerAddress: string;
  /** Whether a TCP connection from an outside address (any unicast one) to the listener behind the firewall comes about. */
  canReach(fromAddress: string): Promise<boolean>;
  /** The elements of a set as the nft program prints them on the firewall. */
  elements(set: string): Promise<string>;
  /** Runs nft on the firewall, past the connector. */
  nft(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** False, with a loud reason, where the packages are missing or we are not root. */
export function hasNftables(): boolean {
  const found = existsSync("/usr/sbin/nft") && existsSync(SSHD) && existsSync("/usr/bin/ssh-keygen");
  return isInstalled(found, "nftables with an ssh server", "nftables iproute2 openssh-server") && canMakeNamespaces();
}

/** Starts one within two seconds; nothing of it outlives `stop`. */
export async function startNftables(): Promise<RunningFirewall> {
  const home = mkdtempSync(join(tmpdir(), "cordon-nftables-"));
  const firewall = await createNamespace("fw");
  const outside = `${firewall.name}-out`;
  const stop = async () => {
    await ip(`netns del ${outside}`).catch(() => undefined);
    await firewall.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await joinOutside(firewall, outside);
    writeFileSync(join(home, "rules.nft"), rulesText());
    await firewall.run("nft", "-f", join(home, "rules.nft"));
    await startListener(firewall);
    const ssh = await startSshd(firewall, home);
    const nft = (...args: string[]) => firewall.run("nft", ...args);
    return {
      ssh,
      sets: { family: "inet", table: "cordon", set4: "blocked4", set6: "blocked6" },
      cidr: firewall.cidr,
      callerAddress: firewall.callerAddress,
      canReach: (fromAddress) => canReach(outside, fromAddress),
      elements: (set) => nft("list", "set", "inet", "cordon", set),
      nft,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function joinOutside(firewall: Namespace, outside: string): Promise<void> {
  await ip(`netns add ${outside}`);
  await ip(`-n ${firewall.name} link add front type veth peer name front netns ${outside}`);
  for (const [name, addresses] of [
    [firewall.name, INSIDE],
    [outside, OUTSIDE],
  ] as const) {
    await ip(`-n ${name} addr add ${addresses[4]}/24 dev front`);
    // Without nodad a new IPv6 address cannot be used for a second.
    await ip(`-n ${name} addr add ${addresses[6]}/64 dev front nodad`);
    await ip(`-n ${name} link set dev front up`);
  }
  // Answers to whatever outside address find their way back.
  await ip(`-n ${firewall.name} route add default via ${OUTSIDE[4]} dev front`);
  await ip(`-n ${firewall.name} -6 route add default via ${OUTSIDE[6]} dev front`);
}

async function startListener(firewall: Namespace): Promise<void> {
  const code = `require("node:net").createServer((socket) => socket.end()).listen(${LISTENER_PORT}, "::")`;
  await firewall.start(process.execPath, ["-e", code], {
    timeoutMs: 10_000,
    isReady: () => accepts(LISTENER_PORT, firewall.address),
  });
}

/** Tries from a namespace of its own, where the address is made first. */
async function canReach(outside: string, fromAddress: string): Promise<boolean> {
  const version = isIPv6(fromAddress) ? 6 : 4;
  const bits = version === 6 ? "128" : "32";
  const nodad = version === 6 ? " nodad" : "";
  await ip(`-n ${outside} addr replace ${fromAddress}/${bits} dev front${nodad}`);
  const target = { host: INSIDE[version], port: LISTENER_PORT, localAddress: fromAddress };
  const code = `const socket = require("node:net").connect(${JSON.stringify(target)});
    socket.once("connect", () => process.exit(0)).once("error", (error) => { console.error(error); process.exit(3); });
    setTimeout(() => process.exit(4), 1000);`;
  const { exitCode, words } = await promisify(execFile)("ip", [
    "netns",
    "exec",
    outside,
    process.execPath,
    "-e",
    code,
  ]).then(
    () => ({ exitCode: 0, words: "" }),
    (error: { code?: number; stderr?: string }) => ({ exitCode: error.code, words: error.stderr }),
  );
  if (exitCode === 0) return true;
  if (exitCode === 4) return false;
  // Dropped packets end in silence; anything else means that this test's own network is broken.
  throw new Error(`no packet could be sent from ${fromAddress}: ${words}`);
}

async function startSshd(firewall: Namespace, home: string): Promise<RunningFirewall["ssh"]> {
  const makeKey = (name: string): string => {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", join(home, name)]);
    return readFileSync(join(home, name), "utf8");
  };
  const publicKey = (name: string) => readFileSync(join(home, `${name}.pub`), "utf8");
  makeKey("host");
  const [privateKey, powerlessKey] = [makeKey("cordon"), makeKey("powerless")];
  const asNobody = `command="setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups sh -c \\"$SSH_ORIGINAL_COMMAND\\""`;
  writeFileSync(join(home, "authorized_keys"), `${publicKey("cordon")}${asNobody} ${publicKey("powerless")}`, {
    mode: 0o600,
  });
  writeFileSync(join(home, "sshd_config"), sshdConfigText(home, firewall.address));
  mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  // -D keeps it in the foreground, so that the process we started is the one we stop; sshd wants its own path in full.
  await firewall.start(SSHD, ["-D", "-e", "-f", join(home, "sshd_config")], {
    timeoutMs: 10_000,
    isReady: () => accepts(22, firewall.address),
  });
  const [, hostKeyFingerprint = ""] = execFileSync("ssh-keygen", ["-lf", join(home, "host.pub")], {
    encoding: "utf8",
  }).split(" ");
  return { host: firewall.address, port: 22, user: "root", privateKey, powerlessKey, hostKeyFingerprint };
}

/** A home of its own, because the shell would read the startup files of whoever runs the test. */
function sshdConfigText(home: string, address: string): string {
  return `ListenAddress ${address}
Port 22
HostKey ${home}/host
AuthorizedKeysFile ${home}/authorized_keys
PidFile none
SetEnv HOME=${home}
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
`;
}

function rulesText(): string {
  return `table inet cordon {
  set blocked4 {
    type ipv4_addr
    flags timeout
  }
  set blocked6 {
    type ipv6_addr
    flags timeout
  }
  set plain4 {
    type ipv4_addr
    flags interval
  }
  chain input {
    type filter hook input priority 0; policy accept;
    ip saddr @blocked4 drop
    ip saddr @plain4 drop
    ip6 saddr @blocked6 drop
  }
}
`;
}
