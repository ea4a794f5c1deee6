/** A real CrowdSec local API with a database of its own, from Debian's package; it tells nobody outside, and nothing but its API runs. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { answers, freePort, isInstalled, startProcess } from "./process.ts";

const run = promisify(execFile);
/** Unpacked by .ci/run, or installed. */
const UNPACKED = fileURLToPath(new URL("../../../.cache/unpacked/crowdsec", import.meta.url));
const ROOT = existsSync(UNPACKED) ? UNPACKED : "";
const SERVER = `${ROOT}/usr/bin/crowdsec`;
const CLIENT = `${ROOT}/usr/bin/cscli`;

export interface RunningCrowdsec {
  url: string;
  machine: { id: string; password: string };
  /** `cscli …`, as an operator at the machine. */
  cscli(...args: string[]): Promise<void>;
  /** What a bouncer that asks about an address is told to do. */
  toldBouncers(ip: string): Promise<{ type: string; value: string; scenario: string }[]>;
  stop(): Promise<void>;
}

/** False, with a loud reason, where the package is missing. */
export function hasCrowdsec(): boolean {
  return isInstalled(existsSync(SERVER), "CrowdSec", "crowdsec");
}

/** Starts one on a free port, with a machine that may sign in. */
export async function startCrowdsec(): Promise<RunningCrowdsec> {
  const home = mkdtempSync(join(tmpdir(), "cordon-crowdsec-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const machine = { id: "cordon", password: "of-the-machine" };
  for (const folder of ["data", "hub", "plugins"]) mkdirSync(join(home, folder));
  writeFileSync(join(home, "config.yaml"), configText(home, port));
  writeFileSync(join(home, "profiles.yaml"), "name: none\nfilters:\n  - 'false'\n");
  writeFileSync(join(home, "simulation.yaml"), "simulation: false\n");
  writeFileSync(join(home, "hub/.index.json"), "{}");
  writeFileSync(join(home, "client.yaml"), `url: ${url}\nlogin: ${machine.id}\npassword: ${machine.password}\n`);
  const config = ["-c", join(home, "config.yaml")];
  await run(CLIENT, [...config, "machines", "add", machine.id, "--password", machine.password, "-f", "/dev/null"]);
  const { stdout: bouncerKey } = await run(CLIENT, [...config, "bouncers", "add", "edge", "-o", "raw"]);
  const server = await startProcess(SERVER, [...config, "-no-cs"], {
    timeoutMs: 60_000,
    isReady: () => answers(`${url}/health`),
  });
  return {
    url,
    machine,
    cscli: async (...args) => void (await run(CLIENT, [...config, ...args])),
    async toldBouncers(ip) {
      const answer = await fetch(`${url}/v1/decisions?ip=${ip}`, { headers: { "x-api-key": bouncerKey.trim() } });
      if (!answer.ok) throw new Error(await answer.text());
      return ((await answer.json()) as Awaited<ReturnType<RunningCrowdsec["toldBouncers"]>> | null) ?? [];
    },
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** YAML is a superset of JSON. */
function configText(home: string, port: number): string {
  return JSON.stringify({
    common: { daemonize: false, log_media: "stdout", log_level: "warning", working_dir: home },
    config_paths: {
      ...{ config_dir: home, data_dir: join(home, "data"), simulation_path: join(home, "simulation.yaml") },
      ...{ hub_dir: join(home, "hub"), index_path: join(home, "hub/.index.json") },
      ...{ notification_dir: join(home, "plugins"), plugin_dir: join(home, "plugins") },
    },
    db_config: { type: "sqlite", db_path: join(home, "data/crowdsec.db") },
    api: {
      client: { credentials_path: join(home, "client.yaml") },
      server: {
        ...{ listen_uri: `127.0.0.1:${port}`, profiles_path: join(home, "profiles.yaml") },
        console_path: join(home, "console.yaml"),
      },
    },
    prometheus: { enabled: false },
  });
}
