import { describe, expect, test } from "vitest";
import { stringsOutside } from "./strings-outside.ts";
import { files, isTest } from "./tree.ts";

describe("what the console says", () => {
  test("stands in its words alone", () => {
    const sources = files("web/src/**/*.{ts,tsx}").filter(
      (file) => !isTest(file) && !file.path.startsWith("web/src/words/"),
    );
    expect(sources.length).toBeGreaterThan(300);
    const found = ({ path, text }: (typeof sources)[number]) =>
      stringsOutside(text, path.endsWith("x")).map((shown) => `${path}: ${shown}`);
    expect(sources.flatMap(found)).toEqual([]);
  });

  test("is found in markup, in attributes and in messages, whatever chooses it", () => {
    const found = stringsOutside(`
      const A = () => <p title="Over it" className="p-2">Some text {busy ? "One" : words.two}{" · "}</p>;
      const B = () => <Button label={\`Open \${name}\`} keys="mod+s" aria-label={words.open} />;
      addToast({ title: "It is done", tone: "bad" });
    `);
    expect(found).toEqual(["One", "Over it", "Some text", "Open ", "It is done"]);
  });
});
