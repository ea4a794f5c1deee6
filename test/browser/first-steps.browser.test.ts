/** From an empty home to the first contained incident, as somebody does it who holds a stopwatch: what is there at its end, how long it took, and how many clicks. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IncidentDetail } from "../../src/api/contract/incident.ts";
import type { Lease } from "../../src/model/effect.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { type OwnCordon, startOwnCordon } from "../support/own-cordon.ts";

const FIVE_MINUTES_MS = 300_000;

describe.skipIf(NO_BROWSER !== "")(`from nothing ${NO_BROWSER}`, { timeout: FIVE_MINUTES_MS }, () => {
  const home = mkdtempSync(join(tmpdir(), "cordon-first-"));
  let console: OpenConsole;
  let cordon: OwnCordon | null = null;
  let clicks = 0;
  beforeAll(async () => {
    console = await openConsole({ signedIn: false });
  });
  afterAll(async () => {
    await console?.close();
    await cordon?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const click = async (what: Locator) => {
    clicks += 1;
    await what.click();
  };
  const read = async <T>(path: string) =>
    (await console.page.evaluate(`fetch(${JSON.stringify(path)}).then((answer) => answer.json())`)) as T;
  const step = (title: string) => console.page.getByRole("listitem").filter({ hasText: title });

  test("to the first contained incident it takes five minutes and a few clicks", async () => {
    const { page } = console;
    const began = Date.now();
    cordon = await startOwnCordon(home);
    const { url, secret } = cordon;
    await page.goto(url);
    await page.getByRole("heading", { name: "The first admin" }).waitFor();
    expect(await console.examine("first-admin")).toEqual([]);
    await page.getByLabel("One-time secret").fill(secret);
    await page.getByLabel("Name").fill("ada");
    await page.getByLabel("Password").fill("a-long-way-to-tipperary-7");
    await click(page.getByRole("button", { name: "Create and sign in" }));

    // An empty Cordon opens with what to do.
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    await step("Connect something").getByText("Next").waitFor();
    const command = await step("Connect something").getByRole("group").innerText();
    expect(command.trim()).toBe("npm run demo");
    expect(await console.examine("first-steps-empty")).toEqual([]);

    // As it says: stopped, and started again beside the simulated company. The page stays open.
    await cordon.stop();
    cordon = null;
    cordon = await startOwnCordon(home, { demo: true, port: Number(new URL(url).port) });
    expect(cordon.secret, "nobody has to come in anew").toBe("");
    await step("Something was contained").getByText("Done").waitFor({ timeout: 90_000 });
    await click(step("An incident was opened").getByRole("link", { name: "Look at the newest" }));
    await page.getByRole("tab", { name: "Timeline" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("f");
    await click(step("Something was contained").getByRole("link", { name: "See what is contained" }));
    const first = page.getByRole("list", { name: "Containments in force" }).getByRole("button").first();
    await click(first);
    const seconds = (Date.now() - began) / 1_000;
    expect(await console.examine("first-containment")).toEqual([]);
    expect(await page.locator("dl").first().innerText(), "the clock went on").not.toMatch(/Since\s+in /);

    // The state at the end, not what the screen says of it.
    const { items } = await read<{ items: Lease[] }>("/v1/containment?status=active");
    expect(items.length).toBeGreaterThan(0);
    const incident = await read<IncidentDetail>(`/v1/incidents/${items[0]!.incidentId}`);
    expect(incident.containedAt).not.toBeNull();
    expect(clicks).toBeLessThanOrEqual(4);
    expect(seconds).toBeLessThan(FIVE_MINUTES_MS / 1_000);
  });
});
