import fc from "fast-check";
import { expect, it } from "vitest";
import { renderPage } from "./page.ts";

it("lets no text of a cell, a title or a column become markup", () => {
  const empty = renderPage("x", [{ title: "x", columns: ["x"], rows: [["x"]] }]).match(/[<>]/g)?.length;
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", "/", "a", "\u0000", "\u202e") }), (text) => {
      const page = renderPage(text, [{ title: text, columns: [text], rows: [[text]] }]);
      expect(page.match(/[<>]/g)?.length).toBe(empty);
    }),
  );
});

it("says so where there is nothing", () => {
  expect(renderPage("x", [{ title: "Tickets", columns: ["id"], rows: [] }])).toContain(">none<");
});
