/** A real Prometheus Alertmanager with storage of its own, from Debian's package. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answers, freePort, isInstalled, startProcess } from "./process.ts";

const SERVER = "/usr/bin/prometheus-alertmanager";

export interface RunningAlertmanager {
  url: string;
  stop(): Promise<void>;
}

/** False, with a loud reason, where the package is missing. */
export function hasAlertmanager(): boolean {
  return isInstalled(existsSync(SERVER), "Alertmanager", "prometheus-alertmanager");
}

/** Starts one on a free port. With `webhook`, every alert is posted there at once (Alertmanager's webhook format). */
export async function startAlertmanager(
  options: { webhook?: { url: string; bearerToken?: string } } = {},
): Promise<RunningAlertmanager> {
  const home = mkdtempSync(join(tmpdir(), "cordon-alertmanager-"));
  const port = await freePort();
  writeFileSync(join(home, "config.yml"), configText(options.webhook));
  const url = `http://127.0.0.1:${port}`;
  const server = await startProcess(
    SERVER,
    [
      `--config.file=${home}/config.yml`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--cluster.listen-address=",
      `--storage.path=${home}/data`,
    ],
    { timeoutMs: 30_000, isReady: () => answers(`${url}/-/ready`) },
  );
  return {
    url,
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function configText(webhook: { url: string; bearerToken?: string } | undefined): string {
  const receiver = webhook
    ? {
        name: "cordon",
        webhook_configs: [
          {
            url: webhook.url,
            send_resolved: true,
            ...(webhook.bearerToken ? { http_config: { authorization: { credentials: webhook.bearerToken } } } : {}),
          },
        ],
      }
    : { name: "cordon" };
  // YAML is a superset of JSON.
  return JSON.stringify({
    route: { receiver: "cordon", group_by: ["..."], group_wait: "0s", group_interval: "1s" },
    receivers: [receiver],
  });
}
