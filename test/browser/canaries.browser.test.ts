/** Write canaries in the console: one that passes, one that fails, and one that is too old to prove anything. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Imported, InventoryView } from "../../src/api/contract/inventory.ts";
import type { Canary } from "../../src/model/canary.ts";
import type { Lease } from "../../src/model/effect.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

const [OURS, OUTSIDE] = ["jonas.brandt@example.com", "nadia.haddad@example.com"];
const DAYS_MS = 86_400_000;

describe.skipIf(NO_BROWSER !== "")(`write canaries ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  const imports: string[] = [];
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(async () => {
    for (const id of imports.toReversed()) await console.call("POST", `/v1/inventory/imports/${id}/undo`);
    await console?.close();
  });

  test("say before the first what is to be made for them", async () => {
    const { page } = console;
    await console.goto("/connections?id=range-identity");
    await page.getByText("None was made yet.").waitFor();
    await page.getByRole("button", { name: "Make a canary" }).click();
    const wrong = page.getByRole("alert").filter({ hasText: "has no entity that is made for canaries" });
    await wrong.waitFor();
    expect(await wrong.innerText()).toContain('tag it "canary" in the inventory');
  });

  test("show what was seen of one that passes, that it was given back, and what it does not prove", async () => {
    const { page, call } = console;
    await tag(OURS, "canary");
    await page.getByRole("button", { name: "Make a canary" }).click();
    await page.getByText("Passed", { exact: true }).waitFor();
    const checks = page.getByRole("listitem").filter({ hasText: /^Passed: / });
    expect(await checks.count()).toBe(4);
    await page.getByText("Not proved: that it can write nothing else.").waitFor();
    expect(await console.examine("canary-passed")).toEqual([]);
    expect((await made())[0]).toMatchObject({ passed: true, entity: OURS, by: "person:ada" });
    const { items } = await call<{ items: Lease[] }>("GET", "/v1/containment?status=released&limit=1");
    expect(items).toMatchObject([{ entityKey: OURS, status: "released" }]);
  });

  test("say of one that fails what failed, also where the connection stands in the list", async () => {
    const { page } = console;
    await tag(OUTSIDE, "canary-outside");
    await page.getByRole("button", { name: "Make a canary" }).click();
    await page.getByText("Failed", { exact: true }).waitFor();
    await page.getByText("The product let it happen; it was undone at once.").waitFor();
    await page.getByText("Its newest write canary failed").waitFor();
    await page
      .getByRole("button", { name: /^range-identity/ })
      .getByText("Look here")
      .waitFor();
    expect(await console.examine("canary-failed")).toEqual([]);
    expect((await made())[0]).toMatchObject({ passed: false });
  });

  test("say of one that is older than a quarter that it proves nothing any more", async () => {
    const { page } = console;
    await page.clock.setFixedTime(Date.now() + 100 * DAYS_MS);
    await console.goto("/connections?id=range-identity");
    await page.getByText("The newest one says nothing any more").waitFor();
    expect(console.complaints).toEqual([]);
  });

  const made = async () =>
    (await console.call<{ items: Canary[] }>("GET", "/v1/canaries?connection=range-identity")).items;

  /** One more tag of somebody in the inventory, who stays otherwise as they are. */
  async function tag(key: string, one: string): Promise<void> {
    const { items } = await console.call<{ items: InventoryView[] }>("GET", "/v1/inventory?type=user&limit=200");
    const { type, name, aliases, attributes } = items.find((entry) => entry.key === key)!;
    const entities = [{ type, key, name, aliases, attributes: { ...attributes, tags: [...attributes.tags, one] } }];
    imports.push((await console.call<Imported>("POST", "/v1/inventory", { entities })).importId);
  }
});
