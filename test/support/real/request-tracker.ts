/** A real Request Tracker 5 on a database of its own, from Debian's package. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answers, freePort, isInstalled, startProcess } from "./process.ts";

const SERVER = "/usr/share/request-tracker5/libexec/standalone_httpd";
/** The database as the package made it: queue General, account root with the password "password". */
const FRESH_DATABASE = "/var/lib/dbconfig-common/sqlite3/request-tracker5/rtdb";

export interface RunningRequestTracker {
  url: string;
  user: string;
  password: string;
  stop(): Promise<void>;
}

/** False, with a loud reason, where the package is missing. */
export function hasRequestTracker(): boolean {
  return isInstalled(
    existsSync(SERVER) && existsSync(FRESH_DATABASE),
    "Request Tracker",
    "request-tracker5 rt5-db-sqlite",
  );
}

/** Starts one on a free port with a copy of the fresh database; nothing it does outlives `stop`. */
export async function startRequestTracker(): Promise<RunningRequestTracker> {
  const home = mkdtempSync(join(tmpdir(), "cordon-rt-"));
  const port = await freePort();
  copyFileSync(FRESH_DATABASE, join(home, "rtdb"));
  mkdirSync(join(home, "site.d"));
  writeFileSync(join(home, "RT_SiteConfig.pm"), siteConfig(home, port));
  const url = `http://127.0.0.1:${port}`;
  const server = await startProcess(SERVER, ["--host", "127.0.0.1", "--port", String(port)], {
    env: { RT_SITE_CONFIG: join(home, "RT_SiteConfig.pm"), RT_SITE_CONFIG_DIR: join(home, "site.d") },
    cwd: home,
    timeoutMs: 60_000,
    isReady: () => answers(`${url}/REST/2.0/rt`),
  });
  return {
    url,
    user: "root",
    password: "password",
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function siteConfig(home: string, port: number): string {
  return `Set($rtname, 'cordon.test');
Set($Organization, 'cordon.test');
Set($WebDomain, '127.0.0.1');
Set($WebPort, ${port});
Set($WebPath, '');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '${home}/rtdb');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($MailCommand, 'testfile');
1;
`;
}
