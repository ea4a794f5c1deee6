import { expect, it } from "vitest";
import { actorName } from "./actor-name.ts";

it("names who did it as people do", () => {
  expect(
    ["playbook:lost-device@3", "playbook:lost-device", "person:ada", "token:mail", "mcp:m", "triage:2", "system"].map(
      (actor) => actorName(actor),
    ),
  ).toEqual([
    "playbook “lost-device”, version 3",
    "playbook “lost-device”",
    "ada",
    "token mail",
    "model program m",
    "triage model 2",
    "Cordon",
  ]);
});

it("names a playbook by its title where somebody knows it", () => {
  expect(actorName("playbook:lost-device@3", () => "Lock out a lost machine")).toBe(
    "playbook “Lock out a lost machine”, version 3",
  );
});

it("leaves a name of another kind as it is", () => {
  expect(actorName("admin-secret")).toBe("admin-secret");
});
