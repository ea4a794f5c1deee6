import { expect, test } from "vitest";
import { askForProofBy, freshProof } from "./fresh-proof.ts";

test("there is no proof where nobody can be asked", async () => {
  expect(await freshProof()).toBe(false);
});

test("is asked for once, however many requests need it, and again the next time", async () => {
  let asked = 0;
  const stop = askForProofBy(async () => {
    asked += 1;
    return asked === 1;
  });
  expect(await Promise.all([freshProof(), freshProof()])).toEqual([true, true]);
  expect(asked).toBe(1);
  expect(await freshProof()).toBe(false);
  stop();
  expect(await freshProof()).toBe(false);
  expect(asked).toBe(2);
});
