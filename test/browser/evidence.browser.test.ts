/** The audit log, with the way to what an entry is about and what proves it; the figures that auditors ask for. */
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditProof } from "../../src/api/contract/audit.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`evidence ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  test("says who did what, and leads to what it was done to", async () => {
    const { page } = console;
    await console.goto("/evidence?subjectType=incident");
    await page.getByRole("link", { name: "Open the incident" }).waitFor();
    await page.getByText("Incident handed over").first().waitFor();
    const list = page.getByRole("list", { name: "Who did what" });
    expect(await list.innerText()).toMatch(/ · incident \d+: /);
    expect(await list.innerText()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(await console.examine("evidence")).toEqual([]);
    await page.getByLabel("Action").fill("nothing-of-the-kind");
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByText("No entry is like that").waitFor();
    expect(page.url()).toContain("action=nothing-of-the-kind");
    await console.goto("/evidence?subjectType=incident");
    await page.getByRole("link", { name: "Open the incident" }).click();
    await page.waitForURL(/\/incidents\//);
  });

  test("leads to an entry wherever it stands by now, and says of none that there is none", async () => {
    const { page } = console;
    await console.goto("/evidence?id=1");
    await page.getByText("Place in the log").waitFor();
    const { items } = await console.call<{ items: { id: string }[] }>("GET", "/v1/audit?limit=50");
    expect(
      items.map(({ id }) => id),
      "the newest, which is what the list begins with",
    ).not.toContain("1");
    await page.getByRole("heading", { name: "Playbook submitted" }).waitFor();
    await console.goto("/evidence?id=999999999");
    await page.getByText("There is no entry 999999999").waitFor();
    await console.goto("/connections?id=no-such-one");
    await page.getByText("There is no connection “no-such-one”").waitFor();
    await console.goto("/settings?id=nobody-here");
    await page.getByText("Nobody here is called “nobody-here”").waitFor();
    await console.goto("/settings?tab=workspaces&id=nonsense");
    await page.getByText("There is no such workspace").waitFor();
  });

  test("proves an entry, for others to check", async () => {
    const { page } = console;
    await console.goto("/evidence");
    await page.getByRole("button", { name: "Prove it" }).click();
    await page.getByText("Hashes up to the root").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the proof" }).click();
    const file = await download;
    const proof = JSON.parse(await text(await file.createReadStream())) as AuditProof;
    expect(proof).toMatchObject({ kind: "proof", note: expect.stringContaining(proof.origin) });
    expect(file.suggestedFilename()).toMatch(/^audit-entry-\d+\.json$/);
    await page.getByRole("button", { name: "Keys that sign the log" }).click();
    await page.getByText("signs now").first().waitFor();
    expect(await console.examine("evidence-keys")).toEqual([]);
    await page.keyboard.press("Escape");
  });

  test("has the figures that auditors ask for", async () => {
    const { page } = console;
    await page.getByRole("tab", { name: "Figures for auditors" }).click();
    await page.getByText("Incidents opened, by type").waitFor();
    expect(await console.examine("evidence-figures")).toEqual([]);
  });

  test("holds them against the controls of a framework, and hands the page and OSCAL on", async () => {
    const { page } = console;
    await console.goto("/evidence?tab=controls&framework=soc2");
    await page.getByText("CC7.2").first().waitFor();
    expect(await console.examine("evidence-controls")).toEqual([]);
    for (const [button, name] of [
      ["Page to read", "soc2.html"],
      ["OSCAL", "soc2.oscal.json"],
    ] as const) {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: button }).click();
      expect((await download).suggestedFilename()).toBe(name);
    }
    await page.getByLabel("Framework").selectOption("gdpr");
    await page.waitForURL(/framework=gdpr/);
    expect(console.complaints).toEqual([]);
  });
});
