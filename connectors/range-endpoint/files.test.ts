/** What is done to files and collected from machines in the range's endpoint product. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { connectToRange, type RangeConnection } from "../../test/support/range-connection.ts";
import connector from "./connector.ts";

const hash = "4f2a9c1d7e6b3a5084c1f0e9d8b7a6c5e4f3029181706f5e4d3c2b1a09f8e7d6";
let range: RangeConnection;
beforeEach(async () => {
  range = await connectToRange(connector, "endpoint");
});
afterEach(() => range.stop());

it("a file is kept from running under any spelling of its hash, seen to be, and let run again", async () => {
  expect(await range.run("endpoint.block-hash", { hash: hash.toUpperCase() })).toEqual({ wasBlocked: false });
  expect(await range.readBack("endpoint.block-hash", { hash })).toMatchObject({ inForce: "yes" });
  expect(await range.run("endpoint.block-hash", { hash })).toEqual({ wasBlocked: true });
  await range.run("endpoint.unblock-hash", { hash });
  expect(await range.readBack("endpoint.unblock-hash", { hash })).toMatchObject({ inForce: "yes" });
  await expect(range.run("endpoint.block-hash", { hash: "../devices" })).rejects.toMatchObject({ root: "input" });
});

it("a file goes into quarantine wherever it is, and comes back everywhere", async () => {
  expect(await range.run("endpoint.quarantine-file", { hash })).toEqual({ moved: 2, wasQuarantined: false });
  expect(await range.readBack("endpoint.quarantine-file", { hash })).toMatchObject({ inForce: "yes" });
  expect(await range.run("endpoint.quarantine-file", { hash })).toEqual({ moved: 0, wasQuarantined: true });
  await range.run("endpoint.restore-file", { hash });
  expect(await range.readBack("endpoint.restore-file", { hash })).toMatchObject({
    inForce: "yes",
    seen: { files: 2, quarantined: 0 },
  });
});

it("on one machine only, where that is said", async () => {
  const there = { hash, device: "LT-0142" };
  expect(await range.run("endpoint.quarantine-file", there)).toEqual({ moved: 1, wasQuarantined: false });
  expect(await range.readBack("endpoint.quarantine-file", there)).toMatchObject({ inForce: "yes" });
  expect(await range.readBack("endpoint.quarantine-file", { hash })).toMatchObject({ inForce: "no" });
});

it("a file that no machine has is refused, and not called quarantined", async () => {
  const nowhere = { hash: "0".repeat(64) };
  await expect(range.run("endpoint.quarantine-file", nowhere)).rejects.toMatchObject({ code: "connector.not-found" });
  expect(await range.readBack("endpoint.quarantine-file", nowhere)).toMatchObject({ inForce: "no" });
});

it("of evidence come back its place and its digest, once for each key", async () => {
  const wanted = { device: "lt-0142", kind: "memory" };
  expect(await range.readBack("endpoint.collect-evidence", wanted)).toMatchObject({ inForce: "no" });
  const first = await range.run("endpoint.collect-evidence", wanted, "e-1");
  expect(first).toEqual({
    reference: "evidence/lt-0142/memory-0001",
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    bytes: 8_589_934_592,
  });
  expect(await range.run("endpoint.collect-evidence", wanted, "e-1")).toEqual(first);
  expect(await range.readBack("endpoint.collect-evidence", wanted)).toMatchObject({ inForce: "yes", seen: first });
  expect(await range.readBack("endpoint.collect-evidence", { ...wanted, reason: "Incident 2" })).toMatchObject({
    inForce: "no",
  });
  expect(range.effects()).toMatchObject([{ verb: "collect-evidence", entity: "lt-0142", count: 2, effective: 1 }]);
});
