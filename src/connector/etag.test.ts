import { expect, test } from "vitest";
import { updateTicket } from "./capabilities/record.ts";
import { onlyIf, versionOf } from "./etag.ts";

test.each(['"33"', '""', '"a-b/c+d="'])("%s is a version that a write can be tied to", (etag) => {
  expect(versionOf({ etag })).toBe(etag);
  expect(onlyIf(versionOf({ etag }))).toEqual({ "if-match": etag });
  expect(updateTicket.input.safeParse({ id: "1", ifVersion: etag }).success).toBe(true);
});

test.each(['W/"33"', "33", "*", '"a", "b"', '"a\r\nx: y"', `"${"a".repeat(300)}"`, ""])(
  "%j is none, and the write is then tied to nothing",
  (etag) => {
    expect(versionOf({ etag })).toBe("");
    expect(onlyIf("")).toEqual({});
  },
);

test("a version that could break out of its header is refused", () => {
  expect(updateTicket.input.safeParse({ id: "1", ifVersion: '"a"\r\nx: y' }).success).toBe(false);
});
