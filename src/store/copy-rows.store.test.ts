import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { newId } from "../ids.ts";
import { copyIn } from "./copy-in.ts";
import { CopyRows } from "./copy-rows.ts";
import { type Client, transaction } from "./database.ts";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

interface Row {
  id: string;
  small: number;
  whole: number;
  text: string;
  texts: string[];
  json: unknown;
  time: string;
  bytes: Buffer;
}

const two = (value: number) => String(value).padStart(2, "0");
const zone = fc.constantFrom("Z", "+00:00", "+05:30", "-11:00", "+14:00");
const times = fc
  .record({
    at: fc.date({ min: new Date("1970-01-02"), max: new Date("9998-12-31"), noInvalidDate: true }),
    fraction: fc.option(fc.stringMatching(/^\d{3,9}$/), { nil: "" }),
    zone,
  })
  .map(({ at, fraction, zone: of }) => {
    const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
    return `${at.toISOString().slice(0, 10)}T${clock}${fraction === "" ? "" : `.${fraction}`}${of}`;
  });
const text = fc.string({ unit: "binary", maxLength: 60 }).map((one) => one.replaceAll("\0", "").toWellFormed());
const rows = fc.array(
  fc.record<Row>({
    id: fc.uuid().map((id) => (id.charCodeAt(0) % 2 === 0 ? id : id.replaceAll("-", ""))),
    small: fc.integer({ min: -32_768, max: 32_767 }),
    whole: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    text,
    texts: fc.array(text, { maxLength: 4 }),
    json: fc.jsonValue({ noUnicodeString: false }).map((value) => ({ value })),
    time: times,
    bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  }),
  { minLength: 1, maxLength: 20 },
);

const TABLE =
  "CREATE TEMP TABLE copied (id uuid, small int2, whole int4, text text, texts text[], json jsonb, as_text json, none int4, time timestamptz, bytes bytea, place serial) ON COMMIT DROP";

async function copied(client: Client, all: Row[], size?: number): Promise<void> {
  const written = new CopyRows(size);
  for (const { id, small, whole, text: line, texts, json, time: at, bytes } of all)
    written
      .row(10)
      .uuid(id)
      .int2(small)
      .int4(whole)
      .text(line)
      .texts(texts)
      .jsonb(json)
      .json(json)
      .nothing()
      .time(at)
      .bytes(bytes);
  await copyIn(client, "copied (id, small, whole, text, texts, json, as_text, none, time, bytes)", written);
}

test("what is copied is what the same values are as texts, whatever they hold", async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 5_000 }), async (all, size) => {
      await transaction(store.database.system, async (client) => {
        await client.query(TABLE);
        await copied(client, all, size);
        const { rows: found } = await client.query(
          'SELECT id, small, whole, text, texts, json, as_text AS "asText", none, time::text, bytes FROM copied ORDER BY place',
        );
        const asTexts = await client.query<{ time: string }>(
          "SELECT t::timestamptz::text AS time FROM unnest($1::text[]) WITH ORDINALITY AS r(t, place) ORDER BY place",
          [all.map((row) => row.time)],
        );
        expect(found.map(({ id }) => id.replaceAll("-", ""))).toEqual(all.map(({ id }) => id.replaceAll("-", "")));
        for (const column of ["small", "whole", "text", "texts", "bytes"] as const)
          expect(found.map((row) => row[column])).toEqual(all.map((row) => row[column]));
        expect(found.map(({ time: at }) => at)).toEqual(asTexts.rows.map(({ time: at }) => at));
        expect(found.map(({ json }) => JSON.stringify(Object.keys(json)))).toEqual(all.map(() => '["value"]'));
        expect(found.map(({ asText }) => asText)).toEqual(found.map(({ json }) => json));
        expect(found.every(({ none }) => none === null)).toBe(true);
      });
    }),
    { numRuns: 60 },
  );
});

test("numbers, texts and lists come back out of JSON as they went in", async () => {
  const json = { n: 1.5, big: 1e300, text: 'a"\\b\u20ac\u{1f600}', list: [null, true, { deep: ["x"] }] };
  const time = "2026-02-28T23:59:59.999999999Z";
  const row = { id: newId(), small: 1, whole: 2, text: "", texts: [], json, time, bytes: Buffer.alloc(0) };
  await transaction(store.database.system, async (client) => {
    await client.query(TABLE);
    await copied(client, [row]);
    const found = await client.query("SELECT json, time FROM copied");
    expect(found.rows).toEqual([{ json, time: new Date("2026-03-01T00:00:00Z") }]);
  });
});

test("a copy that the server refuses leaves the connection fit for the next statement", async () => {
  const client = await store.database.system.connect();
  const none = new CopyRows();
  await expect(copyIn(client as never, "nowhere (id)", none)).rejects.toThrow("nowhere");
  expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  client.release();
});
