import { expect, test } from "vitest";
import { z } from "zod";
import { tokenClaims } from "./token-claims.ts";

const Claims = z.object({ roles: z.array(z.string()).default([]) });
const tokenOf = (claims: string) => `e30.${Buffer.from(claims).toString("base64url")}.sig`;

test("the claims of a token are read as far as they are asked for", () => {
  expect(tokenClaims(tokenOf('{"roles":["Read"],"sub":"x"}'), Claims)).toEqual({ roles: ["Read"] });
  expect(tokenClaims(tokenOf("{}"), Claims)).toEqual({ roles: [] });
});

test.each(["", "opaque", "a.b.c", tokenOf("not json"), tokenOf('{"roles":7}'), tokenOf("null")])(
  "what is no such token says nothing: %s",
  (token) => {
    expect(tokenClaims(token, Claims)).toBeUndefined();
  },
);
