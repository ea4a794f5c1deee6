import { expect, it } from "vitest";
import type { Change } from "../../../../src/api/contract/event.ts";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { freshened, idsToFreshen } from "./freshened.ts";

const row = (id: string, title = id) => ({ id, title }) as IncidentSummary;
const change = (kind: Change["kind"], id: string | null, incident: string | null = null): Change => ({
  kind,
  id,
  incident,
});

it("reads again the rows that are shown and changed, and the newest page when there may be new ones", () => {
  const rows = [row("b"), row("a")];
  expect(idsToFreshen([change("effect", "e", "a"), change("run", "r", "x")], rows)).toEqual({
    ids: ["a"],
    first: false,
  });
  expect(idsToFreshen([change("incident", "c", "c")], rows)).toEqual({ ids: [], first: true });
  expect(idsToFreshen([change("incident", null)], rows).first).toBe(true);
});

it("leaves every row in its place, and puts new ones before the first", () => {
  const data = {
    pages: [
      { items: [row("c"), row("b")], next: "b" },
      { items: [row("a")], next: null },
    ],
    pageParams: [null, "b"],
  };
  const newest = { items: [row("d"), row("c", "c now")], next: "b" };
  const after = freshened(data, { newest, changed: [row("a", "a now")] });
  expect(after.pages.map(({ items }) => items.map(({ title }) => title))).toEqual([["d", "c now", "b"], ["a now"]]);
});
