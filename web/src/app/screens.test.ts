import { expect, it } from "vitest";
import { SCREENS } from "./screens.ts";

it("leads each letter after g to one screen", () => {
  const letters = SCREENS.flatMap(({ nav }) => (nav === undefined ? [] : [nav.key]));
  expect(letters).toEqual([...new Set(letters)]);
});
