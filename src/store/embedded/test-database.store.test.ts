import { Client } from "pg";
import { expect, test } from "vitest";
import { testDatabase } from "../../../test/support/postgres.ts";

async function ask(config: object | string, sql: string): Promise<unknown> {
  const client = new Client(config);
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

test("each call gets a database of its own, and both addresses lead to it", async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  await ask(one.poolConfig, "CREATE TABLE mine AS SELECT 7 AS n");
  expect(await ask({ connectionString: one.url }, "SELECT n FROM mine")).toEqual({ n: 7 });
  await expect(ask(other.poolConfig, "SELECT n FROM mine")).rejects.toMatchObject({ code: "42P01" });
  await Promise.all([one.drop(), other.drop()]);
  await expect(ask(one.poolConfig, "SELECT 1")).rejects.toMatchObject({ code: "3D000" });
});

test("a key is prepared once, and every clone has what was prepared", async () => {
  let prepared = 0;
  const key = `once ${process.pid} ${Date.now()}`;
  const prepare = async (config: object) => {
    prepared += 1;
    await ask(config, "CREATE TABLE seed AS SELECT 'here' AS word");
  };
  const databases = await Promise.all([1, 2, 3].map(() => testDatabase({ key, prepare })));
  expect(prepared).toBe(1);
  for (const database of databases) {
    expect(await ask(database.poolConfig, "SELECT word FROM seed")).toEqual({ word: "here" });
    await database.drop();
  }
});

test("tests work as an owner whom row-level security binds", async () => {
  const database = await testDatabase();
  const who = "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user";
  expect(await ask(database.poolConfig, who)).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: true });
  await database.drop();
});
