import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { cloudWatchSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const drafts = (name: string) => (source.split?.(fixture(name), {}) ?? []).map((raw) => source.normalize(raw, {}));

it("opens the envelope of SNS and takes the severity from the words of whoever made the alarm", () => {
  expect(drafts("sns.json")).toMatchObject([
    {
      title: "RootLogin",
      severity: "high",
      resolved: false,
      entities: [{ type: "cloud-account", key: "111122223333" }],
    },
  ]);
});

it("reads a state change of EventBridge, and that the alarm is over", () => {
  expect(drafts("eventbridge.json")).toMatchObject([
    { severity: "medium", resolved: true, entities: [{ type: "device", key: "i-0abc" }, { type: "cloud-account" }] },
  ]);
});

it("names what is missing", () => {
  expect(() => source.normalize({ AlarmName: "x" }, {})).toThrow(/\$\.StateChangeTime/);
});
