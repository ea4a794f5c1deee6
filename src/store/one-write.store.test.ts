import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { together, transaction } from "./database.ts";

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

interface Sent {
  connection: { stream: { _writev: unknown; _write: unknown } };
}

/** Counts what is given to the operating system until it is asked. */
function counted(client: object): () => number {
  let writes = 0;
  const { stream } = (client as Sent).connection;
  for (const way of ["_writev", "_write"] as const) {
    const write = stream[way] as (...values: unknown[]) => void;
    stream[way] = (...values: unknown[]) => {
      writes += 1;
      write.apply(stream, values);
    };
  }
  return () => writes;
}

test("statements that are sent together leave in one write, and are answered in their order", async () => {
  await transaction(store.database.hot, async (client) => {
    await client.query("SELECT 1");
    const writes = counted(client);
    const answers = await together([
      client.query("SELECT 1 AS n"),
      Promise.resolve().then(() => client.query("SELECT $1::int AS n", [2])),
      client.query({ name: "three", text: "SELECT 3 AS n" }),
    ]);
    expect(answers.map(({ rows }) => rows[0].n)).toEqual([1, 2, 3]);
    expect(writes()).toBe(1);
  });
});

test("the transaction's beginning goes out with its first statement", async () => {
  const client = await store.database.hot.connect();
  const writes = counted(client);
  client.release();
  await transaction(store.database.hot, (same) => same.query("SELECT 1"));
  expect(writes()).toBe(2);
});
