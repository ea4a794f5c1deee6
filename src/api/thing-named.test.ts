import { expect, it } from "vitest";
import { thingNamed } from "./thing-named.ts";

it("calls one thing by its name, not by that of the collection", () => {
  expect(thingNamed("/v1/quarantine/{id}/replay", "id")).toBe("quarantined message");
  expect(thingNamed("/v1/deliveries/{id}", "id")).toBe("delivery");
  expect(thingNamed("/v1/access-reviews/{id}", "id")).toBe("access review");
  expect(thingNamed("/v1/containment/{id}", "id")).toBe("containment");
});

it("calls it by what is wrong, where a path names several", () => {
  const path = "/v1/workspaces/{id}/people/{name}";
  expect([thingNamed(path, "id"), thingNamed(path, "name")]).toEqual(["workspace", "person"]);
  expect(thingNamed("/v1/playbooks/{name}/versions/{number}/graph", "number")).toBe("version");
});
