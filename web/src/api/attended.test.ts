import { expect, it } from "vitest";
import { attendance } from "./attended.ts";

it("says of a request that nobody was at the page for a while, and nothing while somebody is", () => {
  expect(attendance(Date.now())).toEqual({});
  expect(attendance(Date.now() + 60_000)).toEqual({});
  expect(attendance(Date.now() + 91_000)).toEqual({ "x-cordon-unattended": "1" });
});
