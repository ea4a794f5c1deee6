/** Whose turn it is to be asked: the order at this moment, and who stands in for whom. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { DEFAULT_TERMS } from "../model/approval.ts";
import { transaction } from "./database.ts";
import { addOnCall, delegate, endDelegation } from "./on-call.ts";
import { onTurn } from "./on-call-turn.ts";

const HOUR = 3_600_000;
let store: TestStore;
beforeEach(async () => {
  store = await testStore();
  for (const person of ["ada", "bob", "cy"]) await store.addToken(["approver"], { name: `${person}-laptop`, person });
});
afterEach(() => store.close());

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR);
const add = (person: string, place: number, more: { from?: Date; until?: Date; queue?: string } = {}) =>
  transaction(store.database.system, (client) =>
    addOnCall(client, store.workspaceId, { ...NIGHT, ...more, person, place }, "system"),
  );
const NIGHT = { queue: "night", from: new Date(0), until: null };
const hand = (person: string, to: string) =>
  transaction(store.database.system, (client) =>
    delegate(client, store.workspaceId, { person, to, until: inHours(1) }, "system"),
  );
/** In order, `bob for ada` where somebody stands in. */
const turn = async (more: Partial<typeof DEFAULT_TERMS> = {}) => {
  const terms = { ...DEFAULT_TERMS, queue: "night", ...more };
  const asked = await transaction(store.database.system, (client) =>
    onTurn(client, { workspaceId: store.workspaceId, runId: null, terms }),
  );
  return asked.map(({ person, insteadOf }) => (insteadOf === null ? person : `${person} for ${insteadOf}`));
};

describe("the order", () => {
  test("goes by place, whenever somebody was added, and holds nobody of another queue", async () => {
    await add("cy", 2);
    await add("ada", 1);
    await add("bob", 1, { queue: "day" });
    expect(await turn()).toEqual(["ada", "cy"]);
    expect(await turn({ queue: "day" })).toEqual(["bob"]);
  });

  test("leaves out whose time is over or has not come, and who may not say yes", async () => {
    await add("ada", 1, { until: inHours(-1) });
    await add("bob", 2, { from: inHours(1) });
    await add("nobody", 3);
    await store.addToken(["viewer"], { name: "eve" });
    await add("eve", 4);
    await add("cy", 5);
    expect(await turn()).toEqual(["cy"]);
    expect(await turn({ roles: ["engineer"] })).toEqual([]);
  });
});

describe("a delegation", () => {
  test("puts another in somebody's place, until it ends", async () => {
    await add("ada", 1);
    await add("cy", 2);
    await hand("ada", "bob");
    expect(await turn()).toEqual(["bob for ada", "cy"]);
    await transaction(store.database.system, (client) => endDelegation(client, store.workspaceId, "ada", "system"));
    expect(await turn()).toEqual(["ada", "cy"]);
  });

  test("is handed on by whom it was handed to", async () => {
    await add("ada", 1);
    await hand("ada", "bob");
    await hand("bob", "cy");
    expect(await turn()).toEqual(["cy for ada"]);
  });

  test("asks nobody twice, though they stand in for two and have a place of their own", async () => {
    for (const [place, person] of ["ada", "bob", "cy"].entries()) await add(person, place + 1);
    await hand("ada", "cy");
    await hand("bob", "cy");
    expect(await turn()).toEqual(["cy for ada"]);
  });

  test("in a circle loses nobody", async () => {
    for (const [place, person] of ["ada", "bob"].entries()) await add(person, place + 1);
    await hand("ada", "bob");
    await hand("bob", "ada");
    expect((await turn()).map((asked) => asked.split(" ")[0]).sort()).toEqual(["ada", "bob"]);
  });

  test("to somebody who may not say yes stays with whom it was handed on by", async () => {
    await store.addToken(["viewer"], { name: "eve" });
    await add("ada", 1);
    await add("cy", 2);
    await hand("ada", "eve");
    expect(await turn()).toEqual(["ada", "cy"]);
  });
});
