/** A playbook's cases in its editor: run, run again with actions that fail, and gone through from there. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

/** Tells what it may never have heard: where the look fails, the message is one that no channel takes. */
const SOURCE = `playbook: tells-in-vain
title: Tell who it is
description: For tests
maturity: sandbox
trigger: "true"
default-queue: soc
steps:
  - id: look
    title: Look who it is
    action: identity.get-user
    with: { user: "=incident.entity.key" }
    on-failure: []
  - id: tell
    action: chat.post-message
    with: { text: "{{ has(steps.look) ? steps.look.displayName : '' }}" }
  - { end: benign, reason: done }
`;
const CASES = `cases:
  - name: an account
    answers: { look: { found: true, enabled: true, privileged: false, displayName: Ada, groups: [] } }
    expect: { outcome: benign }
`;

describe.skipIf(NO_BROWSER !== "")(`the tests of a playbook ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
    const text = { source: SOURCE, file: "playbook.yaml" };
    await console.call("POST", "/v1/playbooks/submit", { ...text, test: CASES });
  });
  afterAll(() => console?.close());

  test("say which failures of its actions lead to no end, and go through one of them step by step", async () => {
    const { page } = console;
    await console.goto("/playbooks/tells-in-vain/edit?part=tests");
    await page.getByRole("button", { name: "Let its actions fail, too" }).click();
    const failures = page.getByRole("region", { name: "With an action failing" });
    await failures.getByText(/^5 of 10 runs come to no end/).waitFor();
    await failures.getByText("Look who it is").waitFor();
    await failures.getByText("Comes to no end").waitFor();
    expect(await console.examine("playbook-failures")).toEqual([]);
    await failures.getByRole("button", { name: "Go through “an account” with tell refused" }).click();
    await page.getByText("Case “an account”").waitFor();
    await page.getByText(/^Step \d+ of \d+/).waitFor();
    await page.getByRole("region", { name: "Answered by you" }).getByText('{"refused":true}').waitFor();
    await page.getByRole("group", { name: "What went wrong: tell" }).waitFor();
    expect(await console.examine("playbook-failure-simulated")).toEqual([]);
  });

  test("are kept while another part is looked at, and told apart from those of a text that was changed", async () => {
    const { page } = console;
    await page.getByRole("tab", { name: "Tests" }).click();
    await page.getByText(/^5 of 10 runs come to no end/).waitFor();
    await page.getByRole("button", { name: "Go through “an account”", exact: true }).click();
    await page.getByRole("region", { name: "Outcome" }).getByText("Benign", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Go through an incident instead" }).click();
    await page.getByLabel("Incident").waitFor();
    await page.getByRole("tab", { name: "Tests" }).click();
    const changed = page.getByText("The text was changed since; run them again.");
    expect(await changed.count()).toBe(0);
    await page.getByRole("textbox", { name: "playbook.yaml" }).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("# looked at");
    await changed.waitFor();
    expect(console.complaints).toEqual([]);
  });
});
