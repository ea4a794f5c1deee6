import { afterEach, beforeEach, expect, it } from "vitest";
import { connectToRange, type RangeConnection } from "../../test/support/range-connection.ts";
import connector from "./connector.ts";

const phish = { sender: "Helpdesk@phish.example.com" };
let range: RangeConnection;
beforeEach(async () => {
  range = await connectToRange(connector, "mail");
});
afterEach(() => range.stop());

it("finds who has a mail, by its sender and by what narrows it", async () => {
  expect(await range.run("mail.search", phish)).toMatchObject({ found: true, count: 3, more: false });
  const one = { ...phish, messageId: "<20260504085012.772@mail.phish.example.com>" };
  expect(await range.run("mail.search", one)).toMatchObject({ count: 1, mailboxes: ["ines.costa@example.com"] });
  expect(await range.run("mail.search", { ...phish, subject: "ALMOST full", limit: 2 })).toMatchObject({
    ...{ count: 3, more: true, mailboxes: { length: 2 } },
  });
  expect(await range.run("mail.search", { sender: "nobody@example.net" })).toMatchObject({
    found: false,
    mailboxes: [],
  });
});

it("moves a sender's mail into quarantine once, sees that none is left, and puts it back", async () => {
  expect(await range.readBack("mail.quarantine", phish)).toMatchObject({ inForce: "no" });
  for (let attempt = 0; attempt < 2; attempt++)
    expect(await range.run("mail.quarantine", phish, "e-1")).toEqual({ moved: 3, wasQuarantined: false });
  expect(await range.readBack("mail.quarantine", phish)).toMatchObject({ inForce: "yes", seen: { quarantined: 3 } });
  expect(await range.run("mail.quarantine", phish)).toEqual({ moved: 0, wasQuarantined: true });
  expect(await range.run("mail.restore", phish)).toEqual({});
  expect(await range.readBack("mail.restore", phish)).toMatchObject({ inForce: "yes" });
  expect(await range.readBack("mail.quarantine", phish)).toMatchObject({ inForce: "no", seen: { inPlace: 3 } });
});

it("moves nothing where more match than may be moved", async () => {
  await expect(range.run("mail.quarantine", { ...phish, atMost: 2 })).rejects.toMatchObject({
    ...{ root: "refused", code: "connector.rejected" },
  });
  expect(await range.readBack("mail.restore", phish)).toMatchObject({ inForce: "yes", seen: { quarantined: 0 } });
});

it.each(["", "no address", "a@b, c@d", "<a@b.example.com>", "*"])("takes %j for no sender", async (sender) => {
  await expect(range.run("mail.quarantine", { sender })).rejects.toMatchObject({ root: "input" });
  expect(range.effects()).toEqual([]);
});

it("says what it may do", async () => {
  expect(await range.health({ readOnly: true })).toMatchObject({ ok: true, may: ["mail.search"] });
});
