import fc from "fast-check";
import { expect, test } from "vitest";
import { FREEZE_SCOPES } from "../model/words.ts";

import { frozenBy } from "./frozen.ts";

const effect = {
  ...{ workspaceId: "w", playbook: "lost-device", capability: "endpoint.isolate", effectClass: "contain" },
  connection: "edr",
};
const said = { workspaceId: "w", by: "ada", reason: "It isolates servers." };

test.each([
  ["everything", "", "everything"],
  ["workspace", "", "the workspace"],
  ["playbook", "lost-device", "the playbook lost-device"],
  ["capability", "endpoint.isolate", "the capability endpoint.isolate"],
  ["connection", "edr", "the connection edr"],
] as const)("a freeze of %s %s holds its effects, and says who said so", (scope, name, what) => {
  expect(frozenBy([{ ...said, scope, name }], effect)).toBe(`ada froze ${what}: It isolates servers.`);
});

test("nothing but everything reaches into another workspace, and nothing holds a way back", () => {
  const names = fc.constantFrom("", "lost-device", "endpoint.isolate", "edr", "other");
  const freezes = fc.array(fc.record({ scope: fc.constantFrom(...FREEZE_SCOPES), name: names }));
  fc.assert(
    fc.property(freezes, (some) => {
      const elsewhere = some.map((one) => ({ ...said, ...one, workspaceId: "other" }));
      const held = frozenBy(elsewhere, effect) !== null;
      expect(held).toBe(some.some(({ scope }) => scope === "everything"));
      expect(frozenBy(elsewhere, { ...effect, workspaceId: "other", effectClass: "recover" })).toBeNull();
    }),
  );
});
