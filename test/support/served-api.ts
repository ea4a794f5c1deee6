/** The doors of a test's own database on a port, for the real `cordon` command: with a folder for its files and a token in its environment. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveApi } from "../../src/api/serve.ts";
import type { Role } from "../../src/model/token.ts";
import { type TestApi, testApi } from "./api.ts";

export interface ServedApi {
  api: TestApi;
  folder: string;
  /** For `runCommand`. */
  env: Record<string, string>;
  close(): Promise<void>;
}

export async function servedApi(roles: Role[]): Promise<ServedApi> {
  const api = await testApi();
  const served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  const folder = mkdtempSync(join(tmpdir(), "cordon-command-"));
  const token = await api.store.addToken(roles);
  return {
    api,
    folder,
    env: { CORDON_URL: served.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "none.json") },
    async close() {
      await served.close();
      await api.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
