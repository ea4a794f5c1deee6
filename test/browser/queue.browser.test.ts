/** The queue: found, sorted out and taken, by keyboard alone. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IncidentDetail } from "../../src/api/contract/incident.ts";
import type { SavedView } from "../../src/api/contract/query.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`the queue ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
    await console.goto("/?show=all");
    await console.page.getByRole("row").nth(2).waitFor();
  });
  afterAll(() => console?.close());

  const numberAt = async (row: number) =>
    Number(await console.page.getByRole("row").nth(row).getByRole("gridcell").nth(1).innerText());

  test("shows what the demo left, with counts to narrow it down by", async () => {
    const { page } = console;
    await page.getByRole("navigation", { name: "Narrow down" }).getByText("Severity").waitFor();
    expect(await page.getByRole("row").count()).toBeGreaterThan(8);
    expect(await console.examine("queue")).toEqual([]);
  });

  test("calls types by their names, and keeps their ids in the address", async () => {
    const { page } = console;
    const types = page.getByRole("group", { name: "Type" });
    await types.getByRole("checkbox", { name: /^Phishing/ }).click();
    await page.waitForURL((url) => url.searchParams.get("type") === "fraud/phishing");
    await page
      .getByRole("row", { name: /Mail reported as phishing/ })
      .first()
      .waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    await types.getByRole("checkbox", { name: /^Phishing/ }).click();
    await page.waitForURL((url) => !url.searchParams.has("type"));
    expect(await types.innerText()).not.toContain("/");
  });

  test("is narrowed down by a facet, by words and by a filter, each in the address", async () => {
    const { page } = console;
    await page
      .getByRole("group", { name: "Severity" })
      .getByRole("checkbox", { name: /^Critical/ })
      .click();
    await page.waitForURL(/severity=critical/);
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: "All", exact: true }).click();
    await page.waitForURL((url) => !url.search.includes("severity"));
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type('severity >= "high"');
    await page.keyboard.press("Enter");
    await page.waitForURL(/filter=/);
    await page.getByRole("row").nth(1).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("nosuchwords");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing matches").waitFor();
    await page.getByRole("button", { name: "Clear all filters" }).click();
    await page.getByRole("row").nth(1).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type('severity >= "hgh"');
    await page.keyboard.press("Enter");
    await page.getByText(/did you mean "high"/).waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
    await page.getByRole("button", { name: "Clear all filters" }).click();
    await page.getByRole("row").nth(1).waitFor();
    expect(new URL(page.url()).searchParams.has("filter")).toBe(false);
  });

  test("keeps what is shown as a view under a name as people write it, and brings back one that was deleted", async () => {
    const { page } = console;
    await console.goto("/?severity=critical");
    await page.getByRole("row").nth(1).waitFor();
    const path = "/v1/views?name=critical-ones";
    const views = async () => (await console.call<{ items: SavedView[] }>("GET", path)).items;
    const menu = async (item: string) => {
      await page.getByRole("button", { name: /^(?:Views|critical-ones)$/ }).click();
      await page.getByRole("menuitem", { name: item, exact: true }).click();
    };
    await menu("Save as view…");
    const dialog = page.getByRole("dialog", { name: "Save this view" });
    await dialog.getByLabel("Name").fill("Critical ones");
    await dialog.getByText("It will be called critical-ones.").waitFor();
    await dialog.getByLabel("Everybody in the workspace sees it").check();
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "hidden" });
    await menu("critical-ones");
    await page.waitForURL(/view=critical-ones/);
    await menu("Delete view critical-ones");
    await page.getByText("View critical-ones deleted", { exact: true }).waitFor();
    expect(await views()).toEqual([]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("View critical-ones is back", { exact: true }).waitFor();
    expect(await views()).toMatchObject([{ name: "critical-ones", shared: true }]);
  });

  test("lets two be chosen and assigned by keys, and takes it back", async () => {
    const { page } = console;
    await console.goto("/?show=all");
    await page.getByRole("row").nth(3).waitFor();
    const numbers = [await numberAt(1), await numberAt(2)];
    const owners = () =>
      Promise.all(
        numbers.map(async (number) => (await console.call<IncidentDetail>("GET", `/v1/incidents/${number}`)).owner),
      );
    const before = await owners();
    for (const key of ["x", "j", "x", "a"]) await page.keyboard.press(key);
    await page.getByRole("dialog", { name: "Assign 2 incidents" }).waitFor();
    expect(await console.examine("assign")).toEqual([]);
    await page.getByRole("button", { name: "Assign", exact: true }).click();
    await page.getByText("2 assigned to ada").first().waitFor();
    expect(await owners()).toEqual(["ada", "ada"]);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(owners, { timeout: 10_000 }).toEqual(before);
    await page.keyboard.press("Escape");
  });

  test("previews beside the list, and opens from there", async () => {
    const { page } = console;
    await page.keyboard.press(" ");
    await page.getByRole("complementary").waitFor();
    expect(await console.examine("preview")).toEqual([]);
    const heading = await page.getByRole("complementary").getByRole("heading").first().innerText();
    const number = heading.replace(/\D/g, "");
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/incidents/${number}(?:\\?|$)`));
    await page.goBack();
  });

  test("shows a new incident without being asked, above the others", async () => {
    const { page } = console;
    await console.goto("/?show=all");
    await page.getByRole("row").nth(1).waitFor();
    const top = await numberAt(1);
    await console.deliver({ title: "Arrived while somebody looked" });
    await page.getByText("Arrived while somebody looked").first().waitFor({ timeout: 20_000 });
    expect(await numberAt(1)).toBeGreaterThan(top);
  });

  test("made the browser refuse nothing", () => expect(console.complaints).toEqual([]));
});
