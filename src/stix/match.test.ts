import { describe, expect, test } from "vitest";
import { matchPattern } from "./match.ts";
import { readObservations } from "./observation.ts";
import { parsePattern } from "./parse.ts";

const START = Date.parse("2026-01-31T12:00:00Z");
const at = (second: number) => new Date(START + second * 1000).toISOString();

/** Observed data of objects that were seen from one second to another. */
function seen(objects: object, from = 0, to = from, count = 1): unknown {
  const times = { first_observed: at(from), last_observed: at(to), number_observed: count };
  return { type: "observed-data", id: `observed-data--${from}`, ...times, objects };
}

function matches(pattern: string, ...observed: unknown[]): boolean {
  return matchPattern(parsePattern(pattern), readObservations(observed)) !== null;
}

const VALUES = seen({
  "0": {
    type: "test",
    int: 5,
    float: 12.5,
    yes: true,
    text: "hello",
    e: "caf\u00e9",
    when: "2024-02-29T12:00:00Z",
    magic_hex: "ffd8",
    data_bin: "AAH/",
    ip: "11.22.33.44",
    net: "11.22.33.44/20",
    v6: "2001:db8::1",
    list: [{ n: 1 }, { n: 9 }],
    empty: [],
    hashes: { MD5: "d41d8cd98f00b204e9800998ecf8427e" },
    other_ref: "1",
    all_refs: ["1", "2", "nowhere", 7],
    self_ref: "0",
  },
  "1": { type: "name", value: "one" },
  "2": { type: "name", value: "two" },
});

describe("a comparison", () => {
  test.each([
    "test:int = 5",
    "test:int NOT != 5",
    "test:int > 4.9 AND test:int < 5.1",
    "test:int >= 5 AND test:int <= 5",
    "test:int != 'five'",
    "test:int NOT IN (1, 2.5)",
    "test:float IN (1, 12.5)",
    "test:yes = true",
    "test:yes != false",
    "test:text = 'hello'",
    "test:text > 'alice' AND test:text < 'zelda'",
    "test:text LIKE 'h%o' AND test:text LIKE 'h_l__' AND test:text NOT LIKE 'hell'",
    "test:text MATCHES 'l+' AND test:text MATCHES '.lo$'",
    "test:text = b'aGVsbG8='",
    "test:text = h'68656c6c6f'",
    "test:e LIKE 'cafe\u0301'",
    "test:e MATCHES '^cafe\u0301$'",
    "test:e != 'cafe\u0301'",
    "test:when = t'2024-02-29T12:00:00.000Z'",
    "test:when > t'2024-02-29T11:59:59Z'",
    "test:magic_hex = h'ffd8'",
    "test:data_bin = b'AAH/'",
    "test:data_bin MATCHES '\\\\x00\\\\x01\\\\xff'",
    "test:data_bin > h'0001'",
    "test:ip ISSUBSET '11.22.41.123/20' AND test:ip NOT ISSUBSET '11.22.123.41/20'",
    "test:net ISSUPERSET '11.22.41.123' AND test:net NOT ISSUPERSET '11.22.33.44/13'",
    "test:v6 ISSUBSET '2001:0db8::/32' AND test:v6 NOT ISSUBSET '::ffff:0:0/96'",
    "test:list[1].n = 9",
    "test:list[*].n > 8",
    "test:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e'",
    "test:hashes[*] = 'd41d8cd98f00b204e9800998ecf8427e'",
    "test:other_ref.value = 'one'",
    "test:all_refs[*].value = 'two'",
    "test:all_refs[1].type = 'name'",
    "test:self_ref.self_ref.self_ref.int = 5",
    "EXISTS test:empty AND NOT EXISTS test:missing",
    "test:missing = 1 OR test:int = 5",
    "(test:int = 1 OR test:int = 5) AND test:yes = true",
    "test:int = 5 OR test:int = 6 AND test:int = 7",
  ])("holds: %s", (comparison) => {
    expect(matches(`[${comparison}]`, VALUES)).toBe(true);
  });

  test.each([
    "test:int != 5",
    "test:int = '5'",
    "test:int < 'six'",
    "test:yes = 1",
    "test:text IN ()",
    "test:text LIKE 'HELLO'",
    "test:text MATCHES '^ello'",
    "test:text ISSUBSET '0.0.0.0/0'",
    "test:missing != 1",
    "test:missing NOT = 1",
    "NOT EXISTS nothing:like_that",
    "test:list[2].n = 9",
    "test:list.n = 9",
    "test:__proto__ != 1",
    "EXISTS test:constructor.name",
    "EXISTS test:list.length",
    "test:when = t'2024-02-29T12:00:01Z'",
  ])("does not hold: %s", (comparison) => {
    expect(matches(`[${comparison}]`, VALUES)).toBe(false);
  });

  test("is true of one object, not of several together", () => {
    const two = seen({ "0": { type: "file", name: "a", size: 1 }, "1": { type: "file", name: "b", size: 2 } });
    expect(matches("[file:name = 'a' AND file:size = 1]", two)).toBe(true);
    expect(matches("[file:name = 'a' AND file:size = 2]", two)).toBe(false);
    expect(matches("[file:name = 'a' OR name:size = 2]", two)).toBe(true);
  });
});

describe("observations", () => {
  const person = (name: string, from: number, to = from, count = 1) =>
    seen({ "0": { type: "person", name } }, from, to, count);
  const three = [person("alice", 0), person("bob", 5), person("carol", 10)];
  const both = "[person:name = 'alice'] AND [person:name = 'bob']";

  test("are bound to one bracket each", () => {
    expect(matches("[person:name LIKE '%'] AND [person:name = 'bob']", person("bob", 0))).toBe(false);
    expect(matches("[person:name LIKE '%'] AND [person:name = 'bob']", person("bob", 0, 0, 2))).toBe(true);
    expect(matches("[person:name LIKE '%'] AND [person:name = 'bob']", ...three)).toBe(true);
    expect(matches("[person:name = 'dora'] OR [person:name = 'bob']", ...three)).toBe(true);
  });

  test("lie WITHIN a time, its end included", () => {
    expect(matches(`(${both}) WITHIN 5 SECONDS`, ...three)).toBe(true);
    expect(matches(`(${both}) WITHIN 4.9999 SECONDS`, ...three)).toBe(false);
    expect(matches(`${both} WITHIN 1 SECONDS`, ...three)).toBe(true);
    expect(matches(`(${both}) WITHIN 1 SECONDS`, person("alice", 0, 4), person("bob", 5))).toBe(true);
  });

  test("lie from START on and before STOP", () => {
    const between = (from: number, to: number) => `START t'${at(from)}' STOP t'${at(to)}'`;
    expect(matches(`[person:name = 'bob'] ${between(5, 6)}`, ...three)).toBe(true);
    expect(matches(`[person:name = 'bob'] ${between(4, 5)}`, ...three)).toBe(false);
    expect(matches(`[person:name = 'bob'] ${between(5, 5)}`, ...three)).toBe(false);
    expect(matches(`(${both}) ${between(0, 5)}`, ...three)).toBe(false);
    expect(matches(`(${both}) ${between(0, 6)}`, ...three)).toBe(true);
  });

  test("follow one another, or come at once", () => {
    expect(matches("[person:name = 'alice'] FOLLOWEDBY [person:name = 'bob']", ...three)).toBe(true);
    expect(matches("[person:name = 'bob'] FOLLOWEDBY [person:name = 'alice']", ...three)).toBe(false);
    expect(matches("[person:name = 'b'] FOLLOWEDBY [person:name = 'a']", person("a", 3), person("b", 3))).toBe(true);
    const middle = "[person:name = 'alice'] FOLLOWEDBY [person:name = 'carol'] FOLLOWEDBY [person:name = 'bob']";
    expect(matches(middle, ...three)).toBe(false);
  });

  test("are counted by REPEATS as often as they were seen", () => {
    expect(matches("[person:name LIKE '%'] REPEATS 3 TIMES", ...three)).toBe(true);
    expect(matches("[person:name LIKE '%'] REPEATS 4 TIMES", ...three)).toBe(false);
    expect(matches("[person:name = 'bob'] REPEATS 900000000 TIMES", person("bob", 0, 1, 999_999_999))).toBe(true);
    expect(matches("([person:name LIKE '%'] REPEATS 2 TIMES) REPEATS 2 TIMES", ...three)).toBe(false);
    expect(matches("([person:name LIKE '%'] REPEATS 2 TIMES) REPEATS 2 TIMES", ...three, person("dora", 9))).toBe(true);
    expect(matches("[person:name LIKE '%'] REPEATS 2 TIMES WITHIN 4 SECONDS", ...three)).toBe(false);
    expect(matches("[person:name LIKE '%'] REPEATS 2 TIMES WITHIN 4 SECONDS", ...three, person("eve", 13))).toBe(true);
  });

  test("are named by the match in the order of the pattern", () => {
    const found = matchPattern(
      parsePattern("[person:name = 'carol'] AND [person:name = 'alice']"),
      readObservations(three),
    );
    expect(found?.map(({ id }) => id)).toEqual(["observed-data--10", "observed-data--0"]);
  });

  test("are read from bundles, whose objects they refer to", () => {
    const bundle = {
      type: "bundle",
      objects: [
        {
          type: "observed-data",
          id: "observed-data--1",
          first_observed: at(0),
          last_observed: at(1),
          number_observed: 1,
          object_refs: ["traffic--1", "nowhere--1"],
        },
        { type: "network-traffic", id: "traffic--1", dst_ref: "ip--1" },
        { type: "ipv4-addr", id: "ip--1", value: "192.0.2.7" },
      ],
    };
    expect(matches("[network-traffic:dst_ref.value ISSUBSET '192.0.2.0/24']", bundle)).toBe(true);
    expect(matches("[ipv4-addr:value = '192.0.2.7']", bundle)).toBe(false);
  });

  test.each([
    [[null], "/0"],
    [[{ type: "observed-data" }], "/0/first_observed"],
    [{ type: "bundle", objects: [seen({}, 1, 0)] }, "/objects/0/last_observed"],
    [[{ ...(seen({}) as object), number_observed: 0.5 }], "/0/number_observed"],
  ])("that are none are refused with their place: %j", (json, pointer) => {
    expect(() => readObservations(json)).toThrow(
      expect.objectContaining({ code: "stix.bad-observation", details: expect.objectContaining({ pointer }) }),
    );
  });
});
