import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { fail2banSource as source } from "./normalize.ts";

/** The drafts of a fixture, as ingestion would hand it over; null for what is no alert. */
function read(name: string) {
  const body = readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
  const raws = parseBody(body, undefined, undefined, source.text).documents.map(({ raw }) => raw);
  return raws
    .flatMap((raw) => source.split?.(raw, {}) ?? [raw])
    .map((raw) => {
      const draft = source.normalize(raw, {}, { receivedAt: new Date("2026-03-02T00:00:00Z") });
      return draft === null ? null : AlertDraft.parse(draft);
    });
}

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
