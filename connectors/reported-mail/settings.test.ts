import { expect, test } from "vitest";
import { imapPort } from "../../src/connector/mail/imap-session.ts";
import { reportedMailSettings } from "./settings.ts";

const imap = { host: "imap.example.com", user: "reports@example.com" };
const parse = (given: object) => reportedMailSettings.safeParse({ imap: { ...imap, ...given } });

test("without a mailbox reports come by HTTP only", () => {
  expect(reportedMailSettings.parse({})).toEqual({});
});

test("the port follows from how the connection is encrypted, unless it is named", () => {
  const port = (given: object) => imapPort(reportedMailSettings.parse({ imap: { ...imap, ...given } }).imap!);
  expect([port({}), port({ security: "starttls" }), port({ port: 1993 })]).toEqual([993, 143, 1993]);
});

test("a folder to move to is named exactly where messages are moved", () => {
  expect(parse({ afterwards: "move", moveTo: "Taken" }).success).toBe(true);
  for (const given of [{ afterwards: "move" }, { moveTo: "Taken" }, { afterwards: "mark-read", moveTo: "Taken" }])
    expect(parse(given).error?.issues).toMatchObject([{ path: ["imap", "moveTo"] }]);
});

test("nothing goes in the clear: neither mail nor tokens", () => {
  expect(parse({ security: "none" }).success).toBe(false);
  const oauth = { clientId: "cordon", tokenUrl: "http://login.example.com/token" };
  expect(parse({ oauth }).success).toBe(false);
  expect(parse({ oauth: { ...oauth, tokenUrl: "https://login.example.com/token" } }).success).toBe(true);
});
