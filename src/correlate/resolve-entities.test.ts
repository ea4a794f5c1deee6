import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askedAs, type KnownEntity, NOTHING_KNOWN } from "../store/entity-candidates.ts";
import type { Candidate } from "../store/entity-holder.ts";
import { identified, type NamedEntity, resolveEntities } from "./resolve-entities.ts";

const SID = "s-1-5-21-1-2-3-1105";
const UID = "00u1a2b3c4d5e6f7g8h9";

function user(key: string, aliases: string[] = [], source = "siem"): NamedEntity {
  return { workspaceId: "w", type: "user", key, name: key, aliases, source, connectionId: "c", alertId: "a" };
}
const device = (key: string, aliases: string[] = []): NamedEntity => ({ ...user(key, aliases), type: "device" });

function record(type: string, key: string, inventoried: boolean): KnownEntity {
  return {
    id: `id ${key}`,
    workspaceId: "w",
    type,
    key,
    name: key,
    aliases: [],
    attributes: NOTHING_KNOWN,
    inventoried,
  };
}

/** The key of the record that each entity, in turn, comes to. */
function keysOf(named: NamedEntity[], known: [text: string, Candidate<KnownEntity>][] = []): string[] {
  const book = new Map<string, Candidate<KnownEntity>[]>();
  for (const [text, candidate] of known) {
    const id = askedAs({ workspaceId: "w", type: candidate.record.type, key: text });
    book.set(id, [...(book.get(id) ?? []), candidate]);
  }
  return named.map((one) => resolveEntities([identified(one)], book).known.get(askedAs(one))!.key);
}

const by = (of: KnownEntity, who: Candidate<KnownEntity>["by"], rejected = false): Candidate<KnownEntity> => ({
  ...{ record: of, by: who, scope: "", rejected },
});

describe("one user under several identifiers", () => {
  test("is one record once a source named them together, whichever is used next", () => {
    expect(
      keysOf([
        user("ann@example.com", [SID, "corp\\ann", UID], "okta"),
        user(SID, [], "windows"),
        user("corp\\ann", [], "edr"),
        user("ann", [], "linux"),
        user(UID, [], "okta"),
      ]),
    ).toEqual(Array(5).fill("ann@example.com"));
  });
  test("is one record also when each was seen alone before", () => {
    const seen = [user(SID), user("ann@example.com"), user("ann@example.com", [SID]), user(SID)];
    expect(keysOf(seen)).toEqual([SID, "ann@example.com", "ann@example.com", "ann@example.com"]);
  });
  test("a product's own id means nothing to another product", () => {
    expect(keysOf([user("ann@example.com", [UID], "okta"), user(UID, [], "other")])).toEqual(["ann@example.com", UID]);
  });
  test("a bare name that two domains have leads to neither", () => {
    const named = [user("corp\\ann"), user("lab\\ann"), user("ann")];
    expect(keysOf(named)).toEqual(["corp\\ann", "lab\\ann", "ann"]);
  });
  test("names and ids that every machine has link nobody", () => {
    const everywhere = ["s-1-5-18", "nt authority\\system", "administrator", "root"];
    expect(keysOf([user("a@example.com", everywhere), ...everywhere.map((name) => user(name))])).toEqual([
      "a@example.com",
      ...everywhere,
    ]);
  });
});

describe("hosts", () => {
  test("are one by name, by name with domain and by an agent's id", () => {
    const agent = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
    expect(keysOf([device("ws-7"), device("ws-7.example.com", [agent]), device("ws-7"), device(agent)])).toEqual([
      "ws-7",
      ...Array(3).fill("ws-7.example.com"),
    ]);
  });
  test("that share a network card stay two, and the card then leads to neither", () => {
    const card = "02:00:5e:10:00:01";
    expect(keysOf([device("ws-7.example.com", [card]), device("ws-8.example.com", [card]), device(card)])).toEqual([
      "ws-7.example.com",
      "ws-8.example.com",
      card,
    ]);
  });
  test("are never one by an address", () => {
    expect(keysOf([device("ws-7", ["10.0.0.5"]), device("ws-8", ["10.0.0.5"])])).toEqual(["ws-7", "ws-8"]);
  });
});

describe("what sources say", () => {
  const chief = record("user", "chief@example.com", true);
  test("leads a new name to the record that the inventory has", () => {
    expect(keysOf([user(SID, ["chief@example.com"])], [["chief@example.com", by(chief, "key")]])).toEqual([chief.key]);
  });
  test("never leads away from the inventory", () => {
    const stranger = record("user", "stranger@example.net", false);
    const known: [string, Candidate<KnownEntity>][] = [
      ["chief@example.com", by(chief, "key")],
      ["chief@example.com", by(stranger, "connection")],
      [SID, by(chief, "inventory")],
      [SID, by(stranger, "connection")],
    ];
    expect(keysOf([user("chief@example.com"), user(SID)], known)).toEqual([chief.key, chief.key]);
  });
  test("is not learned again after a person said no", () => {
    const ann = record("user", "ann@example.com", false);
    const known: [string, Candidate<KnownEntity>][] = [
      ["ann@example.com", by(ann, "key")],
      [SID, by(ann, "connection", true)],
    ];
    expect(keysOf([user("ann@example.com", [SID]), user(SID, ["ann@example.com"])], known)).toEqual([ann.key, SID]);
  });
});

test("whatever sources say, an inventoried key keeps its record and no two inventoried records become one", () => {
  const names = ["a@example.com", "b@example.com", "corp\\a", SID, "ann", UID];
  const name = fc.constantFrom(...names);
  const [a, b] = [record("user", names[0]!, true), record("user", names[1]!, true)];
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.array(name, { maxLength: 4 })), { maxLength: 20 }), (said) => {
      const named = [...said.map(([key, aliases]) => user(key, aliases)), user(a.key), user(b.key)];
      const keys = keysOf(named, [
        [a.key, by(a, "key")],
        [b.key, by(b, "key")],
      ]);
      named.forEach((one, index) => {
        if (one.key === a.key || one.key === b.key) expect(keys[index]).toBe(one.key);
      });
    }),
  );
});
