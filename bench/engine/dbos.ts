/** DBOS, where somebody has installed it beside us; with named prepared statements, as measured to be its fastest. */
import { createHash } from "node:crypto";
import pg from "pg";
import type { DatabasePlace } from "../../src/store/database.ts";
import type { Subject } from "./run.ts";

interface Dbos {
  setConfig(config: object): void;
  launch(): Promise<void>;
  shutdown(): Promise<void>;
  registerWorkflow<A extends unknown[], R>(
    work: (...args: A) => Promise<R>,
    options: { name: string },
  ): (...args: A) => Promise<R>;
  startWorkflow<A extends unknown[], R>(
    workflow: (...args: A) => Promise<R>,
  ): (...args: A) => Promise<{ getResult(): Promise<R> }>;
  runStep<R>(step: () => Promise<R>, options: { name: string }): Promise<R>;
  sleep(milliseconds: number): Promise<void>;
}

class NamedStatements extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's overloads are passed through as they come
  override query(text: any, values?: any, callback?: any): any {
    if (typeof text !== "string" || !Array.isArray(values) || values.length === 0)
      return super.query(text, values, callback);
    return super.query({ text, values, name: createHash("md5").update(text).digest("hex") }, callback);
  }
}

/** Null when DBOS is not installed. */
export async function dbosSubject(place: DatabasePlace): Promise<Subject | null> {
  const name = "@dbos-inc/dbos-sdk";
  const module = (await import(name).catch(() => null)) as { DBOS: Dbos } | null;
  if (module === null) return null;
  const { DBOS } = module;
  const pool = new pg.Pool({ ...place, max: 20, Client: NamedStatements as never });
  pool.on("error", () => {});
  const url = `postgresql://${place.user}@localhost/${place.database}?host=${encodeURIComponent(place.host ?? "")}&port=${place.port ?? 5432}`;
  DBOS.setConfig({
    name: "bench",
    systemDatabaseUrl: url,
    systemDatabasePool: pool,
    logLevel: "error",
    runAdminServer: false,
    applicationVersion: "1",
  });
  const five = DBOS.registerWorkflow(
    async () => {
      for (let at = 1; at <= 5; at += 1) await DBOS.runStep(async () => ({ at }), { name: `step-${at}` });
    },
    { name: "five" },
  );
  const wait = DBOS.registerWorkflow(async () => DBOS.sleep(86_400_000), { name: "wait" });
  await DBOS.launch();
  return {
    name: "dbos",
    run: async () => void (await (await DBOS.startWorkflow(five)()).getResult()),
    async park(count) {
      for (let started = 0; started < count; started += 100)
        await Promise.all(Array.from({ length: 100 }, () => DBOS.startWorkflow(wait)()));
    },
    stop: () => DBOS.shutdown(),
  };
}
