/** Somebody who may only read: nothing is offered that would be refused, neither by a button nor by a key, and a link to what they cannot do says so. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AddedPerson } from "../../src/api/contract/person.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

const VERA = { name: "vera", password: "nine-boats-on-the-lake-4" };

describe.skipIf(NO_BROWSER !== "")(`a reader ${NO_BROWSER}`, () => {
  let admin: OpenConsole;
  let vera: OpenConsole;
  beforeAll(async () => {
    [vera, admin] = [await openConsole({ signedIn: false }), await openConsole()];
    const added = { name: VERA.name, roles: ["viewer"] };
    const { invitation } = await admin.call<AddedPerson>("POST", "/v1/people", added);
    await vera.goto(`/invitation#${invitation?.code}`);
    await vera.page.getByLabel("New password").fill(VERA.password);
    await vera.page.getByLabel("Once more").fill(VERA.password);
    await vera.page.getByRole("button", { name: "Choose and sign in" }).click();
    await vera.page.getByRole("heading", { name: "Queue" }).waitFor();
  });
  afterAll(() => Promise.all([vera?.close(), admin?.close()]));

  async function pressed(...keys: string[]): Promise<number> {
    for (const key of keys) await vera.page.keyboard.press(key);
    // What a key opens is there with the next frames.
    await vera.page.waitForTimeout(300);
    return vera.page.getByRole("dialog").count();
  }

  test("sees the queue and its previews, without a key or a button that changes something", async () => {
    const { page } = vera;
    await page.getByRole("row").nth(1).waitFor();
    expect(await page.getByRole("checkbox", { name: /^Select/ }).count()).toBe(0);
    expect(await pressed("j", "a", "d", "e")).toBe(0);
    await page.keyboard.press(" ");
    const preview = page.getByRole("complementary");
    await preview.getByRole("button", { name: /^Open/ }).waitFor();
    expect(await preview.getByRole("button", { name: "Escalate" }).count()).toBe(0);
    expect(await vera.examine("queue-reader")).toEqual([]);
  });

  test("reads an incident, and may write a handover note for themselves", async () => {
    const { page } = vera;
    await vera.goto("/incidents/1");
    await page.getByRole("tabpanel", { name: "Timeline" }).waitFor();
    expect(await pressed("a", "d", "e", "c", "m")).toBe(0);
    expect(await pressed("n")).toBe(1);
    await page.keyboard.press("Escape");
  });

  test("is told by a link into the editor that it is not theirs, and led to what they can read", async () => {
    const { page } = vera;
    for (const path of ["/new-playbook", "/codify", "/playbooks/phishing-report/edit"]) {
      await vera.goto(path);
      await page.getByText("You may read playbooks, not write them").waitFor();
      expect(await page.getByRole("button", { name: /Hand in|Choose a file/ }).count()).toBe(0);
    }
    expect(await vera.examine("editor-reader")).toEqual([]);
    await page.getByRole("link", { name: "Read it" }).click();
    await page.getByRole("heading", { level: 1, name: "Judge a reported mail by where it leads" }).waitFor();
    expect(vera.complaints).toEqual([]);
  });

  test("leaves comments to others, whose key for them works on every part of an incident", async () => {
    const { page } = admin;
    await admin.goto("/incidents/1?tab=alerts");
    await page.getByRole("tabpanel", { name: /^Alerts/ }).waitFor();
    await page.keyboard.press("m");
    await page.getByRole("tabpanel", { name: "Timeline" }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    expect(admin.complaints).toEqual([]);
  });
});
