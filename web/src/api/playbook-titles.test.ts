import { expect, it } from "vitest";
import { withPlaybookTitle } from "./playbook-titles.ts";

it("says what an approval says of a playbook with its title, and leaves other words alone", () => {
  const titled = (name: string) => (name === "ransomware" ? "Stop ransomware from spreading" : name);
  expect(
    ["ransomware version 1 (stable)", "unknown version 2 (sandbox)", "ransomware is version 1", ""].map((text) =>
      withPlaybookTitle(text, titled),
    ),
  ).toEqual([
    "Stop ransomware from spreading version 1 (stable)",
    "unknown version 2 (sandbox)",
    "ransomware is version 1",
    "",
  ]);
});
