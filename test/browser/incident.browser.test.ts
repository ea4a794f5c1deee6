/** One incident: understood, worked on and closed, by keyboard alone. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IncidentDetail, IncidentSummary } from "../../src/api/contract/incident.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`an incident ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  /** Of the demo's incidents, the one with the most to see. */
  let richest: IncidentDetail;
  beforeAll(async () => {
    console = await openConsole();
    const { items } = await console.call<{ items: IncidentSummary[] }>("GET", "/v1/incidents?limit=20&sort=oldest");
    const all = await Promise.all(items.map(({ id }) => console.call<IncidentDetail>("GET", `/v1/incidents/${id}`)));
    richest = all.toSorted(
      (a, b) => b.containment.length + b.effects.length - a.containment.length - a.effects.length,
    )[0]!;
  });
  afterAll(() => console?.close());

  test.each(["timeline", "alerts", "response", "entities", "similar"])("shows its %s, without a fault", async (tab) => {
    await console.goto(`/incidents/${richest.number}?tab=${tab}`);
    const { page } = console;
    await page.getByRole("tabpanel").waitFor();
    if (tab === "alerts") await page.getByRole("tabpanel").getByRole("button").first().click();
    if (tab === "entities") await page.getByRole("figure").waitFor();
    await page.locator(".skeleton").first().waitFor({ state: "detached" });
    expect(await console.examine(`incident-${tab}`)).toEqual([]);
  });

  test("says of each field which it is, and what was done and by whom in people's words", async () => {
    const { page } = console;
    await console.goto(`/incidents/${richest.number}`);
    await page.getByText(/^Severity: /).waitFor();
    await page.getByText(/^Priority: /).waitFor();
    const panel = page.getByRole("tabpanel");
    await panel
      .getByText(/^playbook “[A-Z][\w-]+ .+”, version 1$/)
      .first()
      .waitFor();
    expect(await panel.getByText(/playbook:|entity: /).count()).toBe(0);
    await page.getByRole("tab", { name: /^Response/ }).click();
    await panel.getByText("Done and seen", { exact: true }).first().waitFor();
    expect(await panel.getByText(/^(?:verified|done|handoff|active)$/).count()).toBe(0);
    expect(console.complaints).toEqual([]);
  });

  test("lets its graph of entities be taken along, and shows its effects over time", async () => {
    const { page } = console;
    await console.goto(`/incidents/${richest.number}?tab=entities`);
    for (const [kind, end] of [
      ["SVG", "svg"],
      ["PNG", "png"],
      ["CSV", "csv"],
    ] as const) {
      await page.getByRole("button", { name: "Download “Who did what to whom”" }).click();
      const download = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: new RegExp(kind) }).click();
      expect((await download).suggestedFilename()).toBe(`incident-${richest.number}-entities.${end}`);
      // Pressed while the menu is still closing, the button would close the next one with it.
      await page.getByRole("menu").waitFor({ state: "hidden" });
    }
    await console.goto(`/incidents/${richest.number}?tab=response`);
    await page.getByRole("img", { name: /^Effects over time/ }).waitFor();
  });

  test("is escalated, and that is taken back", async () => {
    const { page } = console;
    await console.goto(`/incidents/${richest.number}`);
    await page.getByRole("tabpanel").waitFor();
    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Queue" }).click();
    await page.keyboard.type("forensics-team");
    await page.keyboard.press("Enter");
    await dialog.getByLabel("Why").fill("Too much for us.");
    await dialog.getByRole("button", { name: "Escalate" }).click();
    await page.getByText("1 escalated to forensics-team", { exact: true }).waitFor();
    const queue = async () => (await console.call<IncidentDetail>("GET", `/v1/incidents/${richest.id}`)).queue;
    expect(await queue()).toBe("forensics-team");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("1 is where it was", { exact: true }).waitFor();
    expect(await queue()).toBe(richest.queue);
  });

  test("is commented on, disposed of and closed by keys, with what is open said first", async () => {
    const { page } = console;
    await console.goto(`/incidents/${richest.number}`);
    await page.getByRole("tabpanel").waitFor();
    await page.keyboard.press("m");
    await page.keyboard.type("Seen on the console.");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("tabpanel").getByText("Seen on the console.").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: /^Close incident/ });
    await dialog.waitFor();
    expect(await console.examine("close")).toEqual([]);
    const close = dialog.getByRole("button", { name: "Close it" });
    await dialog.getByLabel("What was it?").selectOption("true-positive");
    await dialog.getByLabel("Why").fill("Done in a test.");
    const matters = dialog.getByLabel("I have seen to what is still open");
    if ((await matters.count()) > 0) {
      expect(await close.isDisabled()).toBe(true);
      await matters.check();
    }
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "hidden" });
    const { status, disposition } = await console.call<IncidentDetail>("GET", `/v1/incidents/${richest.id}`);
    expect([status, disposition]).toEqual(["closed", "true-positive"]);
  });

  test("hands over by a note that says what was done and what is open", async () => {
    const { page } = console;
    await console.goto(`/incidents/${richest.number}`);
    await page.getByRole("tabpanel").waitFor();
    await page.keyboard.press("n");
    const note = page.getByRole("dialog").getByLabel("Note");
    await expect.poll(() => note.inputValue()).toContain(`Incident ${richest.number}:`);
    expect(await console.examine("note")).toEqual([]);
    await page.keyboard.press("Escape");
  });

  test("that is not there says so, and what to do", async () => {
    await console.goto("/incidents/999999");
    await console.page.getByText("That is not there").waitFor();
    expect(new URL(console.page.url()).pathname).toBe("/incidents/999999");
  });

  test("made the browser refuse nothing", () => expect(console.complaints).toEqual([]));
});
