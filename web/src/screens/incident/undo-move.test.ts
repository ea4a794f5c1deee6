import { expect, it } from "vitest";
import type { Detail } from "./incident-detail.ts";
import { moveToUndo } from "./undo-move.ts";

it("takes back the newest merge or split that still stands", () => {
  const move = (id: string, undoneAt: string | null) => ({ id, undoneAt }) as Detail["moves"][number];
  const moves = [move("newest", "2026-01-02T00:00:00Z"), move("before", null), move("first", null)];
  expect(moveToUndo({ moves })?.id).toBe("before");
  expect(moveToUndo({ moves: [] })).toBeUndefined();
});
