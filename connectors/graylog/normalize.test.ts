import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { graylogSource as source } from "./normalize.ts";

const raw = JSON.parse(readFileSync(new URL("./fixtures/notification.json", import.meta.url), "utf8"));

it("is about the fields of the event, then the source of the message that led to it", () => {
  expect(source.normalize(raw, {})).toMatchObject({
    severity: "high",
    rule: { id: "def-1", name: "Failed logins" },
    entities: [
      { type: "user", key: "dana" },
      { type: "device", key: "sso-1.example.com" },
      { type: "ip", role: "actor" },
    ],
  });
});

it("is about Graylog's node when nothing else is named", () => {
  const bare = { ...raw, backlog: [], event: { ...raw.event, fields: {} } };
  expect(source.normalize(bare, {})?.entities).toMatchObject([{ type: "service", key: "graylog-1" }]);
});

it("names what is missing", () => {
  expect(() => source.normalize({ ...raw, event: { ...raw.event, id: "" } }, {})).toThrow(/\$\.event\.id/);
});
