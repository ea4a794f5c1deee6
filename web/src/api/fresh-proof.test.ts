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

test("tells who asks where somebody proves it who came by an identity provider", async () => {
  const places: (string | null)[] = [];
  const stop = askForProofBy(async (at) => places.push(at) > 0);
  await freshProof("/sign-in/oidc?proof=1");
  await freshProof();
  stop();
  expect(places).toEqual(["/sign-in/oidc?proof=1", null]);
});
