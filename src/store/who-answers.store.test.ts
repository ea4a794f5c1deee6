/** Who may be asked: people who sign in and people with a token, by the roles they have together, and nobody who was shut out. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { DEFAULT_TERMS } from "../model/approval.ts";
import type { Role } from "../model/token.ts";
import { transaction } from "./database.ts";
import { disablePerson, grantRoles } from "./membership.ts";
import { addOnCall, delegate } from "./on-call.ts";
import { onTurn } from "./on-call-turn.ts";
import { ensureAccount } from "./person.ts";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());

const inAnHour = () => new Date(Date.now() + 3_600_000);

/** Somebody who signs in, and has no token. */
function member(name: string, roles: Role[]): Promise<void> {
  return transaction(store.database.system, async (client) => {
    await ensureAccount(client, name);
    await grantRoles(client, store.workspaceId, name, { roles, by: "system" });
  });
}

function order(queue: string, people: readonly string[]): Promise<void> {
  return transaction(store.database.system, async (client) => {
    for (const [place, person] of people.entries()) {
      const times = { from: new Date(), until: null };
      await addOnCall(client, store.workspaceId, { queue, person, place: place + 1, ...times }, "system");
    }
  });
}

const handOn = (person: string, to: string) =>
  transaction(store.database.system, (client) =>
    delegate(client, store.workspaceId, { person, to, until: inAnHour() }, "system"),
  );

const turnOf = (queue: string) =>
  transaction(store.database.system, async (client) => {
    const terms = { ...DEFAULT_TERMS, queue };
    const people = await onTurn(client, { workspaceId: store.workspaceId, runId: null, terms });
    return people.map(({ person, insteadOf }) => (insteadOf === null ? person : `${person} for ${insteadOf}`));
  });

test("people who sign in are asked like those who have a token", async () => {
  await member("ada", ["approver"]);
  await store.addToken(["approver"], { name: "bob" });
  await order("signed-in", ["ada", "bob"]);
  expect(await turnOf("signed-in")).toEqual(["ada", "bob"]);
});

test("the roles of a person and of their tokens count together", async () => {
  await member("cy", ["analyst"]);
  await store.addToken(["approver"], { name: "cy-laptop", person: "cy" });
  await order("together", ["cy"]);
  expect(await turnOf("together")).toEqual(["cy"]);
});

test("who may not say yes is passed by, and so is who was shut out", async () => {
  await member("dan", ["analyst"]);
  await member("eve", ["approver"]);
  await member("flo", ["approver"]);
  await order("passed", ["dan", "eve", "flo"]);
  await transaction(store.database.system, (client) => disablePerson(client, store.workspaceId, "eve", "system"));
  expect(await turnOf("passed")).toEqual(["flo"]);
});

test("what was handed on to somebody who may not say yes goes to the last who may", async () => {
  await member("gus", ["approver"]);
  await member("hal", ["approver"]);
  await member("ivy", ["viewer"]);
  await order("handed", ["gus"]);
  await handOn("gus", "hal");
  expect(await turnOf("handed")).toEqual(["hal for gus"]);
  await handOn("hal", "ivy");
  expect(await turnOf("handed")).toEqual(["hal for gus"]);
  await handOn("gus", "ivy");
  expect(await turnOf("handed")).toEqual(["gus"]);
});
