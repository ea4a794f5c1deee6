/** A whole Cordon that is sent what nobody should send: it answers, says where, keeps going, and nothing in it is ever run. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceConnections } from "../../range/connections.ts";
import { sleep } from "../../src/clock.ts";
import { startWay, type Way } from "../support/way.ts";
import { HOSTILE_TEXTS, hostileValue, mutate, mutations } from "./hostile-values.ts";
import { type Sample, samples } from "./samples.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 150);

let way: Way;
let known: Sample[];
beforeAll(async () => {
  way = await startWay();
  for (const { name, connector, settings } of await sourceConnections())
    await way.api.connect(name, connector, settings);
  known = await samples();
}, 90_000);
afterAll(() => way?.stop());

interface Answer {
  status: number;
  code: string;
  message: string;
}

async function post(
  connection: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${way.serving.url}/v1/ingest/${connection}`, {
    method: "POST",
    headers: { authorization: `Bearer ${way.api.ingestToken}`, "content-type": "application/json", ...headers },
    body,
  });
  const told = (await answer.json()) as { code?: string; message?: string };
  return { status: answer.status, code: told.code ?? "", message: told.message ?? "" };
}

const inboxIsEmpty = async () => (await way.query("SELECT 1 FROM alert_inbox LIMIT 1")).length === 0;

async function until(come: () => Promise<boolean>, what = "it"): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) if (await come()) return;
  throw new Error(
    `${what} did not come to pass in time; ${JSON.stringify(await way.query("SELECT count(*)::int AS inbox, (SELECT count(*)::int FROM incidents) AS incidents, (SELECT json_agg(state || ': ' || left(query, 60)) FROM pg_stat_activity WHERE datname = current_database()) AS activity FROM alert_inbox"))}`,
  );
}

/** An Okta report with this title about this account. */
function report(id: string, title: string, login: string): object {
  const who = { id: `00u${id}`, type: "User", alternateId: login, displayName: title };
  return {
    uuid: id,
    published: new Date().toISOString(),
    eventType: "user.account.report_suspicious_activity_by_enduser",
    displayMessage: title,
    actor: who,
    target: [who],
    outcome: { result: "SUCCESS" },
  };
}

describe("a body that is no alert is answered with what is wrong and where", () => {
  const valid = JSON.stringify(report("cut", "cut", "cut@example.com"));

  test.each([
    ["truncated", valid.slice(0, -20), 422, /[Ll]ine 1, column \d+/],
    ["empty", "", 400, /empty/],
    ["blank", " \n ", 422, /empty/],
    ["text", "hello", 422, /[Ll]ine 1, column 1/],
    ["a number", "42", 422, /expected an object/i],
    ["null", "null", 422, /expected an object/i],
    ["two values", '{"a":1} {"b":2}', 422, /[Ll]ine 1, column 9/],
    ["an unknown shape", '{"what": "is this"}', 422, /eventType/],
    [
      "wrong types",
      JSON.stringify({ ...report("t", "t", "t@example.com"), published: { not: "a time" } }),
      422,
      /published/,
    ],
    ["nested too deep", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`, 422, /nested/],
    ["nested beyond any stack", "[".repeat(1_000_000), 422, /[Ll]ine 1/],
  ])("%s", async (_what, body, status, place) => {
    const answer = await post("okta", body);
    expect(answer).toMatchObject({ status, message: expect.stringMatching(place) });
  });

  test("bytes that are no UTF-8, with the byte", async () => {
    const bytes = Buffer.concat([Buffer.from('{"uuid": "'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')]);
    expect(await post("okta", bytes)).toMatchObject({
      status: 422,
      message: expect.stringMatching(/byte 10 of the body is not UTF-8/),
    });
  });

  test("fifty megabytes, announced or not, packed or not", async () => {
    const large = `{"uuid":"${"x".repeat(50_000_000)}"}`;
    expect((await post("okta", large).catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await post("okta", gzipSync(large), { "content-encoding": "gzip" })).status).toBe(413);
    expect((await post("okta", gzipSync(valid).subarray(0, 40), { "content-encoding": "gzip" })).status).toBe(400);
    expect((await post("okta", "not gzip", { "content-encoding": "gzip" })).status).toBe(400);
  });

  test("a connection by a hostile name is just not there", async () => {
    for (const name of ["..%2f..%2fetc", "%00", "__proto__", "constructor", "%ff", "a".repeat(4_000), "%0d%0ax:%20y"])
      expect({ name, status: (await post(name, "{}")).status }).toEqual({
        name,
        status: expect.toSatisfy((status: number) => status >= 400 && status < 500),
      });
  });
});

describe("hostile values in alerts of every source", () => {
  test("are taken or refused, never an error of ours, and hold nothing up", async () => {
    expect(new Set(known.map((sample) => sample.connection)).size).toBe((await sourceConnections()).length);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...known), mutations, async (sample, changes) => {
        const answer = await post(sample.connection, JSON.stringify(mutate(sample.body, changes)));
        expect(answer.code).not.toMatch(/defect|source-failed/);
        expect(answer.message).not.toContain("normalize.source-failed");
        expect(answer.status === 202 || answer.status === 422 || answer.status === 413).toBe(true);
      }),
      { numRuns: RUNS },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...known), hostileValue, async ({ connection }, value) => {
        const answer = await post(connection, JSON.stringify(value));
        expect(answer.message).not.toContain("normalize.source-failed");
        expect(answer.status).toSatisfy((status: number) => status === 202 || (status >= 400 && status < 500));
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
    await until(inboxIsEmpty);
    const failed = await way.query(
      "SELECT code, reason FROM quarantine WHERE code IN ('normalize.source-failed', 'normalize.unreadable-envelope')",
    );
    expect(failed).toEqual([]);
    const broken = await way.query("SELECT error FROM runs WHERE error->>'root' = 'defect'");
    expect(broken).toEqual([]);
    expect({}).not.toHaveProperty("polluted");
    // Alive, and takes the next one.
    expect((await post("okta", JSON.stringify(report("after", "after", "after@example.com")))).status).toBe(202);
  }, 300_000);

  test("that look like expressions stay text all the way to the incident and the message", async () => {
    const titles = HOSTILE_TEXTS.filter((text) => /\{\{|^=|\$\{|DROP|permit|<script/.test(text));
    for (const [index, title] of titles.entries())
      expect(
        (await post("okta", JSON.stringify(report(`text-${index}`, title, `text${index}@example.com`)))).status,
      ).toBe(202);
    await until(inboxIsEmpty);
    const kept = await way.query<{ title: string }>(
      "SELECT title FROM incidents WHERE entity_key LIKE 'text%@example.com' ORDER BY number",
    );
    expect(kept.map((row) => row.title)).toEqual(titles);
    await until(async () => (await way.query("SELECT 1 FROM runs WHERE status IN ('ready', 'running')")).length === 0);
  });
});

/** The database itself refuses one incident, as it would one that a fault of ours had made unfit. */
const POISON = `SET ROLE NONE;
  CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.entity_key = 'poison@example.com' THEN RAISE EXCEPTION 'refused'; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER refuse_one BEFORE INSERT ON incidents FOR EACH ROW EXECUTE FUNCTION refuse_one();
  SET ROLE cordon_system`;
const CURE = "SET ROLE NONE; DROP TRIGGER refuse_one ON incidents; SET ROLE cordon_system";

describe("an alert that cannot be taken", () => {
  test("is set aside, and those before, beside and after it are taken", async () => {
    await way.query(POISON);
    const logins = ["a", "b", "poison", "c", "d"].map((name) => `${name}@example.com`);
    const batch = logins.map((login, index) => report(`batch-${index}`, "Batch", login));
    expect((await post("okta", JSON.stringify(batch))).status).toBe(202);
    const taken = async (login: string) =>
      (await way.query("SELECT 1 FROM incidents WHERE entity_key = $1", [login])).length === 1;
    for (const login of logins.filter((one) => !one.startsWith("poison"))) await until(() => taken(login), login);
    expect((await post("okta", JSON.stringify(report("later", "Later", "later@example.com")))).status).toBe(202);
    await until(() => taken("later@example.com"));
    // Not lost: it waits where it was, and is tried again by the next start.
    expect(await taken("poison@example.com")).toBe(false);
    expect(await way.query("SELECT 1 FROM alert_inbox")).toHaveLength(1);
    await way.query(CURE);
    await way.restart();
    await until(() => taken("poison@example.com"));
  });
});
