import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeLeftovers, testDatabase } from "../../../test/support/postgres.ts";
import { ask } from "../../../test/support/trial-cluster.ts";

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

test.skipIf(process.env.CORDON_TEST_DATABASE_URL)("tests work as an owner whom row-level security binds", async () => {
  const database = await testDatabase();
  const who = "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user";
  expect(await ask(database.poolConfig, who)).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: true });
  await database.drop();
});

test("what a test process left that died is dropped on the next run, and what living ones use is kept", async () => {
  const support = join(import.meta.dirname, "../../../test/support/postgres.ts");
  const program = `import { testDatabase } from ${JSON.stringify(support)};
    console.log(JSON.stringify((await testDatabase()).poolConfig));
    process.exit();`;
  const args = ["--input-type=module", "--disable-warning=ExperimentalWarning", "-e", program];
  const left = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
  const used = await testDatabase();
  expect(await ask(left, "SELECT 1 AS n")).toEqual({ n: 1 });
  await removeLeftovers();
  await expect(ask(left, "SELECT 1 AS n")).rejects.toMatchObject({ code: "3D000" });
  expect(await ask(used.poolConfig, "SELECT 1 AS n")).toEqual({ n: 1 });
  await used.drop();
});
