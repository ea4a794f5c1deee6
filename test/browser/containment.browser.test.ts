/** What is contained, how it ends, and the stop button. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Lease } from "../../src/model/effect.ts";
import type { Freeze } from "../../src/model/freeze.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

const PATIENCE = { timeout: 20_000, interval: 200 };

describe.skipIf(NO_BROWSER !== "")(`containment ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(async () => {
    // Whatever failed: what others look at afterwards is not stopped.
    const { items } = (await console?.call<{ items: Freeze[] }>("GET", "/v1/freezes?inForce=true")) ?? { items: [] };
    for (const { id } of items) await console.call("POST", `/v1/freezes/${id}/thaw`, { reason: "The test is over." });
    await console?.close();
  });

  test("lists what is contained now with its end and its way back, moves the end, and moves it back", async () => {
    const { page } = console;
    const lease = await inForce("endpoint.isolate");
    await console.goto(`/containment?id=${lease.id}`);
    await page.getByRole("heading", { name: "Isolate an endpoint from the network" }).waitFor();
    await page.getByText("endpoint.release").first().waitFor();
    await page
      .getByRole("link", { name: /^\d+: / })
      .first()
      .waitFor();
    await page.getByText("Read back").first().waitFor();
    await page.getByRole("button", { name: "Ask the system" }).click();
    await page.getByText("It holds", { exact: true }).waitFor();
    expect(await console.examine("containment")).toEqual([]);
    await page.keyboard.press("e");
    await page.getByLabel("Until", { exact: true }).selectOption("a week");
    await page.getByRole("dialog").getByRole("button", { name: "Extend" }).click();
    await page.getByText("The end was moved").first().waitFor();
    const moved = await read(lease.id);
    expect(Date.parse(moved.expiresAt) - Date.now()).toBeGreaterThan(6 * 86_400_000);
    await page.getByRole("button", { name: "Undo" }).click();
    await vi.waitFor(async () => expect((await read(lease.id)).expiresAt).toBe(lease.expiresAt), PATIENCE);
  });

  test("ends one after saying what that does, and shows how it was undone", async () => {
    const { page } = console;
    const lease = await inForce("network.block-domain");
    await console.goto(`/containment?id=${lease.id}`);
    await page.getByRole("button", { name: "Release", exact: true }).click();
    await page.getByText("“Unblock a domain” is done by range-firewall").waitFor();
    expect(await console.examine("containment-release")).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Release" }).click();
    await vi.waitFor(async () => expect(await read(lease.id)).toMatchObject({ status: "released" }), PATIENCE);
    await page.getByText("Undone", { exact: true }).first().waitFor();
    await page.getByRole("heading", { name: "Way back" }).waitFor();
  });

  test("shows what a release of several would release before it is one", async () => {
    const { page } = console;
    const lease = await inForce("identity.suspend-user");
    await page.getByRole("button", { name: "Release several…" }).click();
    await page.getByLabel("Which").selectOption("Of an entity");
    await page.getByRole("combobox", { name: "Entity" }).click();
    await page.getByPlaceholder("Search").fill(lease.entityKey);
    await page.keyboard.press("Enter");
    await page.getByLabel("Why").fill("It was a test of ours.");
    const verb = page.getByRole("button", { name: /^Release \d+ containments?$/ });
    expect(await page.getByRole("region", { name: "What will be released" }).innerText()).toContain(lease.entityKey);
    await page.getByText("Contain it again, from its incident or by a run.").waitFor();
    expect(await console.violations()).toEqual([]);
    await console.picture("containment-release-several");
    await verb.click();
    await vi.waitFor(async () => expect(await read(lease.id)).toMatchObject({ status: "released" }), PATIENCE);
  });

  test("keeps the focus where the ledger is narrowed down, while it is read anew and after", async () => {
    const { page } = console;
    await console.goto("/containment");
    await page.getByRole("searchbox").fill("no-such-entity");
    await page.keyboard.press("Enter");
    await page
      .getByText(/no-such-entity/)
      .first()
      .waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("type"));
    expect(await focused()).toBe("search");
    await page.getByRole("tab", { name: "Journal" }).click();
    const kind = page.getByLabel("Class");
    await kind.focus();
    await kind.selectOption("Contain");
    await page.waitForURL(/class=contain/);
    await page.getByText("Outcome").first().waitFor();
    expect(await kind.evaluate((select) => select === document.activeElement)).toBe(true);
  });

  test("says of one that ended under somebody's hands that nothing was done", async () => {
    const { page } = console;
    const lease = await inForce("cloud.disable-access-key");
    await console.goto(`/containment?id=${lease.id}`);
    await page.getByRole("button", { name: "Extend" }).waitFor();
    await page.keyboard.press("e");
    await page.getByLabel("Until", { exact: true }).waitFor();
    await console.call("POST", `/v1/containment/${lease.id}/release`);
    const dialog = page.getByRole("dialog", { name: "It was not done" });
    await dialog.getByText(/undone (already|meanwhile)/).waitFor();
    expect(await console.violations()).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await vi.waitFor(async () => expect(await read(lease.id)).toMatchObject({ status: "released" }), PATIENCE);
  });

  test("stops the workspace with a reason, says so everywhere, and lets it go on", async () => {
    const { page, call } = console;
    await console.goto("/containment?tab=stop");
    await page.getByRole("button", { name: "Stop the machine" }).click();
    await page.getByText("No playbook does anything any more here").waitFor();
    expect(await page.getByRole("button", { name: "Stop it now" }).isDisabled()).toBe(true);
    await page.getByLabel("Why").fill("It isolates the wrong machines.");
    expect(await console.examine("stop-button")).toEqual([]);
    await page.getByRole("button", { name: "Stop it now" }).click();
    await page.getByText(/^the workspace$/).waitFor();
    await page.getByRole("status").filter({ hasText: "Stopped" }).first().waitFor();
    expect(await console.examine("stopped")).toEqual([]);
    const frozen = await call<{ items: Freeze[] }>("GET", "/v1/freezes?inForce=true");
    expect(frozen.items).toMatchObject([{ scope: "workspace", reason: "It isolates the wrong machines." }]);
    await page.getByRole("button", { name: "Thaw" }).click();
    await page.getByLabel("Why it may go on").fill("Mended.");
    await page.getByRole("dialog").getByRole("button", { name: "Thaw" }).click();
    await page.getByText("Nothing is stopped.").waitFor();
    expect((await call<{ items: Freeze[] }>("GET", "/v1/freezes?inForce=true")).items).toEqual([]);
  });

  test("shows breakers and the journal, each effect from intent to read-back", async () => {
    const { page } = console;
    await page.getByRole("tab", { name: "Breakers" }).click();
    await page.getByText("No breaker is open").waitFor();
    expect(await console.violations()).toEqual([]);
    await console.picture("breakers");
    await page.getByRole("tab", { name: "Journal" }).click();
    await page.getByLabel("Class").selectOption("Contain");
    await page.getByRole("heading", { name: "Journal" }).waitFor();
    await page.getByText("Outcome").first().waitFor();
    expect(await console.examine("journal")).toEqual([]);
    expect(console.complaints).toEqual([]);
  });

  async function inForce(capability: string): Promise<Lease> {
    const { items } = await console.call<{ items: Lease[] }>(
      "GET",
      `/v1/containment?status=active&capability=${capability}`,
    );
    expect(items.length).toBeGreaterThan(0);
    return items[0]!;
  }

  const read = (id: string) => console.call<Lease>("GET", `/v1/containment/${id}`);
});
