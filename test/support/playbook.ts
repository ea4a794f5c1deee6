/** A small playbook that tests vary, and its findings in short. */
import { checkPlaybook } from "../../src/playbook/check.ts";
import { findingText } from "../../src/playbook/finding.ts";

export const HEAD = `playbook: sample
title: A sample
description: For tests
maturity: stable
trigger: "true"
default-queue: soc
steps:
`;
export const END = `  - end: benign
    reason: done
`;
export const FILE = "playbooks/sample/playbook.yaml";

/** Findings as `line:column code`, of steps that begin in line 8. */
export function found(steps: string, head = HEAD): string[] {
  const { findings } = checkPlaybook(head + steps, { file: FILE });
  return findings.map(({ place, code }) => `${place.line}:${place.column} ${code}`);
}

export function texts(source: string): string[] {
  return checkPlaybook(source, { file: FILE }).findings.map(findingText);
}

export const ACCOUNT = `  - id: account
    action: identity.get-user
    with: { user: "=incident.entity.key" }
`;
