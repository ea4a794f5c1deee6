/** Shared code names no product: what differs between products is answered by the connector, not asked by the machine. */
import { describe, expect, test } from "vitest";
import { files, isTest, linesMatching } from "./tree.ts";

/** Folders of connectors/ that stand for no product, and words that also have a plain meaning. */
const NO_PRODUCT = /^(auto|generic|webhook|ocsf|ecs|syslog|reported-mail|imap-mailboxes|smtp|ssh|range-.*)$/;
const PLAIN_WORD = new Set(
  "active advanced asa audit black carbon check cloud defender directory elastic endpoint google hub identity ldap monitoring office one point protection request security server teams trail trend vision tracker".split(
    " ",
  ),
);
const folders = [...new Set(files("connectors/*/connector.ts").map((file) => file.path.split("/")[1] ?? ""))];
const products = folders.filter((name) => !NO_PRODUCT.test(name));
const words = products.flatMap((name) => [
  // Written together it is what a database makes from time to time.
  name.split("-").join(name === "check-point" ? "[ _-]" : "[ _-]?"),
  ...name.split("-").filter((word) => !PLAIN_WORD.has(word) && word.length > 3),
]);
// An address of a published specification may carry the name of whoever publishes it.
const withoutAddresses = (text: string) => text.replaceAll(/https?:\/\/\S+/g, "");

describe("shared code", () => {
  test("is judged by the connectors there are", () => expect(products.length).toBeGreaterThan(3));

  test("names no product", () => {
    const shared = files("src/**/*.{ts,sql}")
      .filter((file) => !isTest(file))
      .map((file) => ({ ...file, lines: file.lines.map(withoutAddresses) }));
    expect(linesMatching(shared, new RegExp(`(?<![a-z])(${[...new Set(words)].join("|")})(?![a-z])`, "i"))).toEqual([]);
  });
});
