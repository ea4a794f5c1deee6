/** An incident that only some may know of: restricted, hidden from an admin, entered by breaking the glass, opened again. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { IncidentDetail, IncidentSummary } from "../../src/api/contract/incident.ts";
import type { AddedPerson } from "../../src/api/contract/person.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

const RUTH = { name: "ruth", password: "two-lamps-in-the-window-8" };
const TITLE = "Payroll leak by somebody of the board";

describe.skipIf(NO_BROWSER !== "")(`need to know ${NO_BROWSER}`, () => {
  let ruth: OpenConsole;
  let admin: OpenConsole;
  let incident: IncidentSummary;
  beforeAll(async () => {
    [ruth, admin] = [await openConsole({ signedIn: false }), await openConsole()];
    const added = { name: RUTH.name, roles: ["analyst"] };
    const { invitation } = await admin.call<AddedPerson>("POST", "/v1/people", added);
    await ruth.goto(`/invitation#${invitation?.code}`);
    await ruth.page.getByLabel("New password").fill(RUTH.password);
    await ruth.page.getByLabel("Once more").fill(RUTH.password);
    await ruth.page.getByRole("button", { name: "Choose and sign in" }).click();
    await ruth.page.getByRole("heading", { name: "Queue" }).waitFor();
    await admin.deliver({ title: TITLE, user: "chair", host: "board-1.example.com", rule: "rule-board" });
    const find = () => admin.call<{ items: IncidentSummary[] }>("GET", "/v1/incidents?q=payroll");
    await vi.waitFor(async () => expect((await find()).items.length).toBe(1), { timeout: 20_000, interval: 300 });
    incident = (await find()).items[0]!;
  });
  afterAll(() => Promise.all([ruth?.close(), admin?.close()]));

  const more = async (what: string) => {
    await ruth.page.getByRole("main").getByRole("button", { name: "More" }).click();
    await ruth.page.getByRole("menuitem", { name: what }).click();
  };

  test("is restricted with a reason, and shows who may know", async () => {
    const { page } = ruth;
    await ruth.goto(`/incidents/${incident.number}`);
    await more("Need to know…");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("People").fill("nobody-here");
    await dialog.getByLabel("Why").fill("The board is concerned.");
    await dialog.getByRole("button", { name: "Only these" }).click();
    await dialog.getByRole("alert").waitFor();
    await dialog.getByLabel("People").fill("");
    await dialog.getByLabel("Approver").check();
    expect(await ruth.examine("need-to-know-restrict")).toEqual([]);
    await dialog.getByRole("button", { name: "Only these" }).click();
    await page.getByRole("region", { name: "Need to know" }).getByText("ruth, Approver").waitFor();
    expect(await ruth.examine("need-to-know")).toEqual([]);
  });

  test("is not there for an admin, who breaks the glass with a reason that everybody sees", async () => {
    const { page } = admin;
    await admin.goto(`/incidents/${incident.number}`);
    await page.getByText("That is not there").waitFor();
    await page.getByRole("button", { name: "Break the glass…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Why").fill("Ruth is on leave.");
    expect(await admin.examine("need-to-know-glass")).toEqual([]);
    await dialog.getByRole("button", { name: "Break the glass" }).click();
    await page.getByText("ada broke the glass").waitFor();
    await page.getByText(TITLE).first().waitFor();
    expect(await admin.examine("need-to-know-broken")).toEqual([]);
  });

  test("is opened to everybody again", async () => {
    const { page } = ruth;
    await more("Open to everybody…");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Why").fill("It was an exercise.");
    expect(await ruth.violations()).toEqual([]);
    await dialog.getByRole("button", { name: "Open it" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("region", { name: "Need to know" }).waitFor({ state: "detached" });
    const read = await admin.call<IncidentDetail>("GET", `/v1/incidents/${incident.number}`);
    expect(read.restriction).toBeNull();
    expect([...ruth.complaints, ...admin.complaints]).toEqual([]);
  });
});
