/** The ground of a chaos run with a relay before the database and one before each product, and one Cordon that is not started yet. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PartName } from "../../range/part.ts";
import { silentLog } from "../../src/log.ts";
import { superviseCluster } from "../../src/store/embedded/supervise.ts";
import { type CallRelay, type RelayedCall, startCallRelay, type Treatment } from "./call-relay.ts";
import { makeCompany } from "./company.ts";
import { cordonProcess } from "./cordon-process.ts";
import { type Stop, startDatabaseRelay } from "./database-relay.ts";
import type { Ground } from "./ground.ts";
import { prepare } from "./installation.ts";
import { startRangeProcess } from "./range-process.ts";

export interface RelayedPlan {
  size: number;
  leaseSeconds: number;
  treat(part: PartName, call: RelayedCall): Treatment;
  stops: Stop;
}

export interface RelayedGround extends Ground {
  /** Lets the database's relay pass on again, for connections that are made from now on. */
  letGo(): void;
}

/** Makes it. */
export async function layRelayedGround({ size, leaseSeconds, treat, stops }: RelayedPlan): Promise<RelayedGround> {
  const home = await mkdtemp("/tmp/cordon-chaos-");
  await chmod(home, 0o711);
  const company = makeCompany(size);
  const range = await startRangeProcess(home, company.stateFile);
  const closing: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true }), range.stop];
  const clear = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const parts = {} as Record<PartName, CallRelay>;
    for (const [name, part] of Object.entries(range.parts) as [PartName, { url: string }][]) {
      parts[name] = await startCallRelay(part.url, (call) => treat(name, call));
      closing.push(parts[name].stop);
    }
    const plan = { leaseSeconds, atATime: null };
    const installation = await prepare(join(home, "cordon"), { ...range, parts }, company, plan);
    const postgres = await superviseCluster({ home: installation.home, log: silentLog });
    closing.push(postgres.stop);
    const relay = await startDatabaseRelay(String(postgres.connection.host), stops);
    closing.push(relay.stop);
    const cordon = await cordonProcess({ ...installation.env, DATABASE_URL: relay.url });
    closing.push(() => cordon.stop());
    return { installation, range, cordons: [cordon], clear, letGo: relay.letGo };
  } catch (error) {
    await clear();
    throw error;
  }
}
