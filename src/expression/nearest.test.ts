import { expect, test } from "vitest";
import { didYouMean, editDistance, nearestName } from "./nearest.ts";

test("the nearest name is found by letters changed, missing or swapped", () => {
  expect(nearestName("usr", ["device", "user", "reason"])).toBe("user");
  expect(nearestName("hihg", ["low", "high"])).toBe("high");
  expect(nearestName("Sevrity", ["severity", "source"])).toBe("severity");
  expect(nearestName("banana", ["user", "device"])).toBeUndefined();
});

test("the distance is that of the letters", () => {
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(editDistance("", "abc")).toBe(3);
});

test("without a near miss the known names are listed", () => {
  expect(didYouMean("x", ["user", "device"])).toBe("known: user, device");
  expect(didYouMean("x", [])).toBe("none is known here");
});

test("a name that was begun and not written to its end is meant where it is the only one", () => {
  const types = ["intrusions/privileged-account-compromise", "intrusions/burglary"];
  expect(didYouMean("intrusions/priv", types)).toBe('did you mean "intrusions/privileged-account-compromise"?');
  expect(didYouMean("intrusions", types)).toBe(`known: ${types.join(", ")}`);
});
