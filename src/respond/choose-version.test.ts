import fc from "fast-check";
import { expect, test } from "vitest";
import { END, programOf } from "../../test/support/playbook.ts";
import { newId } from "../ids.ts";
import { chooseVersion } from "./choose-version.ts";
import type { PlaybookInForce } from "./content.ts";

const program = programOf(END);
const inForce = { versionId: "a", number: 1, program };
const shared = (share: number): PlaybookInForce => ({
  ...inForce,
  trial: { versionId: "b", number: 2, program, share },
});
const chosen = (share: number, id: string) => chooseVersion(shared(share), id).number;

test("an incident's id decides, always alike, and who has the new version keeps it when the share grows", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(99), fc.nat(99), (id, some, other) => {
      const [less, more] = [Math.min(some, other), Math.max(some, other)];
      expect(chosen(less, id)).toBe(chosen(less, id));
      expect(chosen(more, id)).toBeGreaterThanOrEqual(chosen(less, id));
    }),
  );
});

test("a share is about that many of a hundred incidents, and a shadow or no trial is none", () => {
  const ids = Array.from({ length: 5_000 }, newId);
  const got = (share: number) => ids.filter((id) => chosen(share, id) === 2).length / ids.length;
  expect(got(10)).toBeGreaterThan(0.08);
  expect(got(10)).toBeLessThan(0.12);
  expect(got(0)).toBe(0);
  expect(ids.every((id) => chooseVersion(inForce, id) === inForce)).toBe(true);
});
