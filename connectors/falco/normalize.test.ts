import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { falcoSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads an alert in a container: the pod, its node and the user are affected; times keep their nanoseconds", () => {
  const [alert] = read("http-output.json");
  expect(alert).toMatchObject({
    severity: "medium",
    techniques: [{ id: "T1555" }],
    time: "2026-03-01T10:00:00.123456789Z",
  });
  expect(alert?.entities.map(({ type, key }) => `${type} ${key}`)).toEqual([
    "cloud-resource prod/shop-7d9",
    "device node-1",
    "user root",
  ]);
});

it("names what is missing", () =>
  expect(() => source.normalize({ output_fields: {}, priority: "Error" }, {})).toThrow(/\$\.rule/));
