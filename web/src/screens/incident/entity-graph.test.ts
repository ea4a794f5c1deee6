import { expect, it } from "vitest";
import { graphOf } from "./entity-graph.ts";

const finding = {
  resources: [{ uid: "ws-7", type: "Device" }],
  actor: { user: { uid: "Eve@example.com" } },
  evidences: [{ src_endpoint: { ip: "203.0.113.9" } }, { dst_endpoint: { ip: "192.0.2.1" } }],
};
const alert = { entityKey: "ws-7", entityType: "device" as const, finding };

it("joins everyone who acts to what is affected, and counts the alerts that say so", () => {
  const { nodes, edges } = graphOf([alert, alert]);
  expect(nodes.map(({ id, role }) => [id, role])).toEqual([
    ["ws-7", "affected"],
    ["eve@example.com", "actor"],
    ["203.0.113.9", "actor"],
  ]);
  expect(edges.every(({ to, alerts }) => to === "ws-7" && alerts >= 2)).toBe(true);
});

it("makes something of any finding, and never more than can be seen", () => {
  const odd = {
    entityKey: "x",
    entityType: "other" as const,
    finding: { resources: "no", actor: [null], evidences: [1] },
  };
  expect(graphOf([odd]).nodes).toHaveLength(1);
  const many = Array.from({ length: 200 }, (_, n) => ({ ...odd, entityKey: `host-${n}` }));
  expect(graphOf(many).nodes).toHaveLength(40);
});
