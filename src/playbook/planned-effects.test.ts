import { expect, test } from "vitest";
import { checkPlaybook } from "./check.ts";
import { libraryOf } from "./library.ts";

const head = (name: string, more = "") =>
  `playbook: ${name}\ntitle: A\ndescription: B\nmaturity: stable\ntrigger: "true"\ndefault-queue: soc\n${more}steps:\n`;
const PART = `${head("part", "inputs:\n  device: { type: text }\n")}  - id: isolate
    action: endpoint.isolate
    with: { device: "=inputs.device" }
    for: 1h
    on-failure: []
`;
const WHOLE = `${head("whole")}  - action: network.block-ip
    with: { ip: 203.0.113.9 }
    for: 1h
    compensate:
      - { action: network.unblock-ip, with: { ip: 203.0.113.9 } }
  - for-each: incident.ips
    as: ip
    at-most: 4
    do:
      - { action: intel.lookup-ip, with: { ip: "=each.ip" }, on-failure: [] }
      - for-each: incident.devices
        as: device
        at-most: 5
        do:
          - { id: called, playbook: part, with: { device: "=each.device" } }
  - { end: true-positive, reason: Done. }
`;

test("what one run could cause is counted through loops, calls and the way back; what only looks is left out", () => {
  const library = libraryOf([{ name: "part", source: PART, file: "playbooks/part/playbook.yaml" }]);
  const { planned, findings } = checkPlaybook(WHOLE, { file: "playbooks/whole/playbook.yaml", library });
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(planned.map(({ step, capability, target, atMost }) => [step, capability, target?.key, atMost])).toEqual([
    ["line 8", "network.block-ip", "203.0.113.9", 1],
    ["line 12", "network.unblock-ip", "203.0.113.9", 1],
    ["called/isolate", "endpoint.isolate", null, 20],
  ]);
  expect(
    planned.map(({ playbook }) => playbook.name),
    "the run is the caller's",
  ).toEqual(["whole", "whole", "whole"]);
});

test("of a playbook with errors nothing is said", () => {
  expect(checkPlaybook("playbook: x", { file: "playbooks/x/playbook.yaml" }).planned).toEqual([]);
});
