/** Dialogs by keys alone: the first thing to fill in has the focus, what is typed is found, Ctrl Enter does it, and what was done is taken back. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IncidentDetail } from "../../src/api/contract/incident.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { ADMIN } from "../support/global-console.ts";

const SOURCE = `playbook: tried-in-vain
title: Tried in vain
description: For tests
maturity: sandbox
trigger: "true"
default-queue: soc
steps:
  - { end: benign, reason: done }
`;

describe.skipIf(NO_BROWSER !== "")(`dialogs ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let first: IncidentDetail;
  const now = () => console.call<IncidentDetail>("GET", `/v1/incidents/${first.id}`);
  beforeAll(async () => {
    console = await openConsole();
    await console.goto("/");
    await console.page.getByRole("row").nth(1).waitFor();
    const number = await console.page.getByRole("row").nth(1).getByRole("gridcell").nth(1).innerText();
    first = await console.call("GET", `/v1/incidents/${number}`);
  });
  afterAll(() => console?.close());

  const focused = () =>
    console.page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent ?? "");

  async function undone(): Promise<void> {
    const { page } = console;
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("1 is as before", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await page.getByText("1 is as before", { exact: true }).waitFor({ state: "hidden" });
  }

  test("take an incident with two keys, and give it back", async () => {
    const { page } = console;
    await page.keyboard.press("a");
    await page.getByRole("dialog", { name: /^Assign incident \d+$/ }).waitFor();
    expect(await focused()).toMatch(/^Owner/);
    await page.keyboard.press("Control+Enter");
    await page.getByText(`1 assigned to ${ADMIN.name}`, { exact: true }).waitFor();
    expect((await now()).owner).toBe(ADMIN.name);
    await undone();
    expect((await now()).owner).toBe(first.owner);
  });

  test("say what it was by its first letters, and take it back", async () => {
    const { page } = console;
    await page.keyboard.press("d");
    const dialog = page.getByRole("dialog", { name: /^What was it\?/ });
    await dialog.waitFor();
    expect(await focused()).toMatch(/^Disposition/);
    await page.keyboard.type("Benign");
    await page.keyboard.press("Control+Enter");
    // Without a reason it is not ready, and stays.
    expect(await dialog.isVisible()).toBe(true);
    for (const key of ["Tab", "Tab"]) await page.keyboard.press(key);
    await page.keyboard.type("A test of the door.");
    await page.keyboard.press("Control+Enter");
    await page.getByText("1 disposition saved", { exact: true }).waitFor();
    expect((await now()).disposition).toBe("benign");
    await undone();
    expect((await now()).disposition).toBe(first.disposition);
  });

  test("escalate to a queue that is found by typing its name", async () => {
    const { page } = console;
    await page.keyboard.press("e");
    await page.getByRole("dialog", { name: /^Escalate incident \d+$/ }).waitFor();
    expect(await focused()).toMatch(/^Queue/);
    await page.keyboard.type("tier-two", { delay: 30 });
    await page.getByRole("option", { name: "tier-two", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("option").waitFor({ state: "hidden" });
    await page.keyboard.press("Tab");
    await page.keyboard.type("Beyond us.");
    await page.keyboard.press("Control+Enter");
    await page.getByText("1 escalated to tier-two", { exact: true }).waitFor();
    expect((await now()).queue).toBe("tier-two");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("1 is where it was", { exact: true }).waitFor();
    expect((await now()).queue).toBe(first.queue);
  });

  test("do what hurts once its reason is written", async () => {
    const { page } = console;
    await console.call("POST", "/v1/playbooks/submit", { source: SOURCE, file: "playbook.yaml" });
    await console.goto("/playbooks/tried-in-vain?tab=versions");
    await page.getByRole("button", { name: "Withdraw…" }).click();
    const dialog = page.getByRole("dialog", { name: /tried-in-vain/ });
    await dialog.waitFor();
    expect(await focused()).toMatch(/^Why/);
    await page.keyboard.press("Control+Enter");
    expect(await dialog.isVisible()).toBe(true);
    await page.keyboard.type("Only tried.");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "hidden" });
    await page.getByText("Retired", { exact: true }).first().waitFor();
    expect(console.complaints).toEqual([]);
  });
});
