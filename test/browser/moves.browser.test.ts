/** Incidents made one, and one made two; both taken back, from the message and, when that is gone, from the menu. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { IncidentDetail, IncidentSummary } from "../../src/api/contract/incident.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`merging and splitting ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let [one, other]: IncidentSummary[] = [];
  const read = (number: number) => console.call<IncidentDetail>("GET", `/v1/incidents/${number}`);
  beforeAll(async () => {
    console = await openConsole();
    await console.deliver(
      { title: "Twice the same, first", host: "twin-1.example.com", rule: "rule-twin-1" },
      { title: "Twice the same, second", host: "twin-2.example.com", rule: "rule-twin-2" },
    );
    const find = async () =>
      (await console.call<{ items: IncidentSummary[] }>("GET", "/v1/incidents?q=twice")).items.toReversed();
    await vi.waitFor(async () => expect((await find()).length).toBe(2), { timeout: 20_000, interval: 300 });
    [one, other] = await find();
  });
  afterAll(() => console?.close());

  async function chosen(item: string | RegExp): Promise<void> {
    const { page } = console;
    await page.getByRole("main").getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  }

  test("makes an incident a part of another, and takes that back from the message", async () => {
    const { page } = console;
    await console.goto(`/incidents/${one!.number}`);
    await chosen("Merge into another…");
    const dialog = page.getByRole("dialog", { name: `Merge incident ${one!.number} into another` });
    await dialog.waitFor();
    await page.keyboard.type(String(other!.number));
    await dialog.getByLabel("Why").fill("One attack.");
    expect(await console.examine("merge")).toEqual([]);
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { level: 1, name: `Incident ${other!.number}` }).waitFor();
    expect((await read(other!.number)).alertCount).toBe(2);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText(`1 alert is back in incident ${one!.number}`, { exact: true }).waitFor();
    await page.getByRole("heading", { level: 1, name: `Incident ${one!.number}` }).waitFor();
    expect([(await read(one!.number)).alertCount, (await read(other!.number)).alertCount]).toEqual([1, 1]);
  });

  test("splits alerts off, and takes that back from the menu when the message is gone", async () => {
    const { page } = console;
    await console.goto("/incidents/1");
    await chosen("Split alerts off…");
    const dialog = page.getByRole("dialog", { name: "Split alerts off" });
    await dialog.getByRole("checkbox").first().check();
    await dialog.getByLabel("Why").fill("Another matter.");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "hidden" });
    const said = await page.getByText(/^Split off as incident \d+$/).innerText();
    const number = Number(/\d+$/.exec(said)?.[0]);
    expect((await read(1)).alertCount).toBe(1);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: `Incident ${number}` }).waitFor();
    await chosen(`Undo the split of ${number} off 1`);
    await page.getByText("1 alert is back in incident 1", { exact: true }).waitFor();
    await page.getByRole("heading", { level: 1, name: "Incident 1", exact: true }).waitFor();
    expect((await read(1)).alertCount).toBe(2);
    expect(console.complaints).toEqual([]);
  });
});
