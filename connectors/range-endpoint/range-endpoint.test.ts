import { afterEach, beforeEach, expect, it } from "vitest";
import { connectToRange, type RangeConnection } from "../../test/support/range-connection.ts";
import connector from "./connector.ts";

const laptop = { device: "lt-0142" };
let range: RangeConnection;
beforeEach(async () => {
  range = await connectToRange(connector, "endpoint");
});
afterEach(() => range.stop());

it("finds a machine by host name, full name, address or the agent's id", async () => {
  for (const device of ["LT-0142", "lt-0142.example.com", "192.0.2.42", "a1f0c3d2e4b54a6f8091a2b3c4d5e601"]) {
    expect(await range.run("endpoint.get-device", { device })).toMatchObject({
      found: true,
      isolated: false,
      os: "Windows 11",
    });
  }
  expect(await range.run("endpoint.get-device", { device: "lt-9999" })).toMatchObject({ found: false });
});

it("isolates once per key, sees it, and releases", async () => {
  expect(await range.run("endpoint.isolate", { ...laptop, reason: "malware" }, "e-1")).toEqual({ wasIsolated: false });
  expect(await range.run("endpoint.isolate", { ...laptop, reason: "malware" }, "e-1")).toEqual({ wasIsolated: false });
  expect(range.effects()).toEqual([
    { verb: "isolate", entity: "lt-0142", key: "e-1", count: 2, effective: 1, repeated: 1 },
  ]);
  expect(await range.readBack("endpoint.isolate", laptop)).toMatchObject({
    inForce: "yes",
    seen: { host: "lt-0142", isolated: true },
  });
  expect(await range.run("endpoint.isolate", laptop)).toEqual({ wasIsolated: true });
  await range.run("endpoint.release", laptop);
  expect(await range.readBack("endpoint.release", laptop)).toMatchObject({ inForce: "yes" });
  expect(await range.readBack("endpoint.isolate", laptop)).toMatchObject({ inForce: "no" });
});

it("refuses to isolate a machine that nobody knows", async () => {
  await expect(range.run("endpoint.isolate", { device: "lt-9999" })).rejects.toMatchObject({
    root: "refused",
    code: "connector.not-found",
  });
});

it("comes through an answer that was lost: the repeated call is one effect", async () => {
  await range.call("POST", "/_range/faults", { loseAnswers: 1 });
  await expect(range.run("endpoint.isolate", laptop, "e-2")).rejects.toMatchObject({ root: "transient" });
  expect(await range.readBack("endpoint.isolate", laptop)).toMatchObject({ inForce: "yes" });
  expect(await range.run("endpoint.isolate", laptop, "e-2")).toEqual({ wasIsolated: false });
  expect(range.effects()).toMatchObject([{ key: "e-2", effective: 1 }]);
});

it("says what it may do", async () => {
  const health = await range.health();
  expect(health).toMatchObject({ ok: true, mayNot: [] });
  expect(health.may).toEqual(
    expect.arrayContaining(["endpoint.get-device", "endpoint.isolate", "endpoint.block-hash"]),
  );
  expect(await range.health({ readOnly: true })).toMatchObject({ may: ["endpoint.get-device"] });
});
