import { expect, it } from "vitest";
import { actorName } from "./actor-name.ts";

it("names who did it as people do", () => {
  expect(
    ["playbook:lost-device@3", "playbook:lost-device", "person:ada", "token:mail", "mcp:m", "triage:2", "system"].map(
      actorName,
    ),
  ).toEqual([
    "playbook lost-device, version 3",
    "playbook lost-device",
    "ada",
    "token mail",
    "model program m",
    "triage model 2",
    "Cordon",
  ]);
});

it("leaves a name of another kind as it is", () => {
  expect(actorName("admin-secret")).toBe("admin-secret");
});
