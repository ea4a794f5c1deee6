import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkmkSource as source } from "./normalize.ts";

const raw = JSON.parse(readFileSync(new URL("./fixtures/notification.json", import.meta.url), "utf8"));

it("is about the host, as grave as the state", () => {
  expect(source.normalize(raw, {})).toMatchObject({
    severity: "high",
    time: "2026-03-01T10:00:00.000Z",
    entities: [{ type: "device", key: "web-1", aliases: ["web-1.example.com", "10.1.2.50"] }],
  });
});

it("is over on recovery, and no alert on an acknowledgment", () => {
  expect(source.normalize({ ...raw, notification_type: "RECOVERY", status: "OK" }, {})).toMatchObject({
    resolved: true,
  });
  expect(source.normalize({ ...raw, notification_type: "ACKNOWLEDGEMENT" }, {})).toBeNull();
});

it("names what is missing", () => {
  expect(() => source.normalize({ ...raw, host: "" }, {})).toThrow(/\$\.host/);
});
