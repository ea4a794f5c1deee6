/** A Cordon's home with everything in it that a chaos run needs, made before anything is killed. */
import { mkdir } from "node:fs/promises";
import type pg from "pg";
import connectors from "../../connectors/index.ts";
import { partConnections } from "../../range/connections.ts";
import type { Range } from "../../range/start.ts";
import { readConfig } from "../../src/config.ts";
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { checkConnection } from "../../src/connector/invoke.ts";
import { readKeyring } from "../../src/connector/keyring.ts";
import { sealContext, sealSecrets } from "../../src/connector/seal.ts";
import { compilePolicies } from "../../src/guard/compile-policies.ts";
import { hashOf, sha256 } from "../../src/ids.ts";
import { silentLog } from "../../src/log.ts";
import { DEFAULT_THRESHOLDS } from "../../src/model/breaker.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { serve } from "../../src/serve.ts";
import { setThresholds } from "../../src/store/breaker.ts";
import { saveConnection } from "../../src/store/connection.ts";
import { applyPlaybook, applyPolicies, playbooksInForce } from "../../src/store/content.ts";
import { type Client, transaction } from "../../src/store/database.ts";
import { placeCluster } from "../../src/store/embedded/cluster-place.ts";
import { readPostmasterFile } from "../../src/store/embedded/postmaster-file.ts";
import { importInventory } from "../../src/store/inventory.ts";
import { createToken } from "../../src/store/token.ts";
import { SOURCES } from "./alerts.ts";
import type { Company } from "./company.ts";
import type { RangeProcess } from "./range-process.ts";

export interface Installation {
  home: string;
  /** For Cordons started on it. */
  env: Record<string, string>;
  workspaceId: string;
  /** May deliver alerts. */
  token: string;
  /** May read. */
  readerToken: string;
  /** To look into its database. */
  connection: pg.ClientConfig;
  /** The same as text, for a second Cordon. */
  databaseUrl: string;
  dataDir: string;
}

/** Bounds so wide that nothing is asked: what is tried here is not the guard. */
const POLICY = `
@id("everything")
@reason("a chaos run contains hundreds of entities")
@budget("100000 per 1h")
permit (principal, action, resource);
`;

/** But for blocks of addresses, in worlds that have so many at a time: whatever is over is asked about, and refused when nobody answers. */
const policyOf = (atATime: number | null) =>
  atATime === null
    ? POLICY
    : `${POLICY}
@id("few-blocks")
@reason("only so many addresses may be blocked together")
@budget("${atATime} at a time, 100000 per 1h")
@expires("1m")
permit (principal, action == Action::"network.block-ip", resource);
`;

/** Nor the breakers: on a slow machine what is killed again and again takes long, and would be asked about. */
const NO_BREAKERS = { ...DEFAULT_THRESHOLDS, failureShare: 0, slowShare: 0, overBudget: 0, drift: false };

export async function prepare(
  home: string,
  range: RangeProcess,
  company: Company,
  { leaseSeconds, atATime }: { leaseSeconds: number; atATime: number | null },
): Promise<Installation> {
  const env = {
    CORDON_HOME: home,
    CORDON_PORT: "0",
    CORDON_KEY: sha256("of the chaos test"),
    CORDON_EGRESS_ALLOW: "127.0.0.0/8",
    CORDON_LOG_LEVEL: process.env.CORDON_CHAOS_LOG_LEVEL ?? "error",
  };
  await mkdir(home, { recursive: true });
  const config = readConfig(env);
  const serving = await serve({ config, connectors, log: silentLog });
  const { workspaceId } = serving;
  const token = `crd_${sha256(`token of ${home}`).slice(0, 43)}`;
  const readerToken = `crd_${sha256(`reader of ${home}`).slice(0, 43)}`;
  try {
    await transaction(serving.cordon.database.system, async (client) => {
      await connect(client, workspaceId, range, env);
      await importInventory(client, workspaceId, company.inventory);
      const files = [{ file: "chaos.cedar", text: policyOf(atATime) }];
      const { findings } = compilePolicies(files, { capabilities: capabilities.values() });
      if (findings.length > 0) throw new Error(JSON.stringify(findings));
      await applyPolicies(client, workspaceId, { hash: hashOf(files), files, by: "system" });
      await setThresholds(client, workspaceId, NO_BREAKERS, "system");
      await shortenLeases(client, workspaceId, leaseSeconds);
      const all = { connectionId: null, by: "system" };
      await createToken(client, workspaceId, { ...all, name: "chaos", hash: sha256(token), roles: ["ingest"] });
      await createToken(client, workspaceId, { ...all, name: "reader", hash: sha256(readerToken), roles: ["viewer"] });
    });
  } catch (error) {
    await serving.stop();
    throw error;
  }
  const { dataDir } = await placeCluster(home);
  const host = (await readPostmasterFile(dataDir))!.socketDir;
  await serving.stop();
  return {
    home,
    env,
    workspaceId,
    token,
    readerToken,
    connection: { host, port: 5432, user: "cordon", database: "cordon" },
    databaseUrl: `postgresql://cordon@localhost/cordon?host=${encodeURIComponent(host)}&port=5432`,
    dataDir,
  };
}

async function connect(client: Client, workspaceId: string, range: RangeProcess, env: Record<string, string>) {
  const keyring = readKeyring(readConfig(env));
  const specs = [
    ...partConnections(range as unknown as Range),
    ...SOURCES.map((source) => ({ ...source, secrets: {} })),
  ];
  for (const { name, connector, settings, secrets } of specs) {
    checkConnection(connectors.get(connector)!, settings, secrets);
    const secretNames = Object.keys(secrets);
    const seal = (id: string) =>
      secretNames.length === 0 ? null : sealSecrets(keyring, sealContext(workspaceId, id), secrets);
    await saveConnection(client, workspaceId, { name, connector, settings, secretNames, seal, by: "system" });
  }
}

/** Accounts and addresses are given back within the run; devices and keys stay contained. */
async function shortenLeases(client: Client, workspaceId: string, seconds: number): Promise<void> {
  for (const { name, source } of await playbooksInForce(client, workspaceId)) {
    if (!["account-takeover", "hostile-address"].includes(name)) continue;
    const shorter = source.replace(/^ {4}for: \d+h$/m, `    for: ${seconds}s`);
    const { program, hash, findings } = checkPlaybook(shorter, { file: `${name}/playbook.yaml` });
    if (program === undefined || shorter === source) throw new Error(`${name}: ${JSON.stringify(findings)}`);
    await applyPlaybook(client, workspaceId, { name, hash, source: shorter, program, by: "system" });
  }
}
