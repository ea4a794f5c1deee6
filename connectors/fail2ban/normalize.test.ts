import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { fail2banSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads bans of its own log and of syslog, and takes what was only seen for no alert", () => {
  const [seen, own, relayed] = read("fail2ban.log");
  expect(seen).toBeNull();
  expect(own).toMatchObject({
    rule: { id: "sshd" },
    time: "2026-03-01T10:00:01.456Z",
    techniques: [{ id: "T1110" }],
    controlOutcome: "blocked",
  });
  expect(relayed?.entities).toMatchObject([
    { key: "2001:db8::19", role: "actor" },
    { type: "device", key: "web-3" },
  ]);
});

it("reads what an action posts", () =>
  expect(read("posted.json")[0]).toMatchObject({
    description: "9 failures",
    time: "2026-03-01T10:00:03.000Z",
    techniques: [{ id: "T1595" }],
  }));

it("names what is missing", () => expect(() => source.normalize({ jail: "x", failures: 1 }, {})).toThrow(/\$\.ip/));
