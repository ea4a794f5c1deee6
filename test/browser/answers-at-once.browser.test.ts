/** What happens to an approval or a question while somebody writes the answer to it: another answers first, its time runs out, another one comes. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Imported } from "../../src/api/contract/inventory.ts";
import type { Approval } from "../../src/model/approval.ts";
import type { Freeze } from "../../src/model/freeze.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { approvalAbout, questionsOf } from "../support/console-asks.ts";

describe.skipIf(NO_BROWSER !== "")(`an answer that is being written ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let imported = "";
  beforeAll(async () => {
    console = await openConsole();
    const attributes = { criticality: "critical", tags: ["server"] };
    const device = (key: string) => ({ type: "device", key, aliases: [`${key}.example.com`], attributes });
    const entities = ["lt-0107", "lt-0190", "lt-0203"].map(device);
    imported = (await console.call<Imported>("POST", "/v1/inventory", { entities })).importId;
  });
  afterAll(async () => {
    if (imported !== "") await console.call("POST", `/v1/inventory/imports/${imported}/undo`);
    await console?.close();
  });

  test("stays one to the approval that is shown when another comes before it in the list", async () => {
    const { page, call } = console;
    await approvalAbout(call, "lt-0107");
    await console.goto("/approvals");
    const heading = page.getByRole("heading", { name: "isolate endpoint lt-0107 by range-endpoint" });
    await heading.waitFor();
    const other = await approvalAbout(call, "lt-0190");
    await page.getByRole("button", { name: /isolate endpoint lt-0190/ }).waitFor();
    await page.keyboard.press("n");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("isolate endpoint lt-0107").waitFor();
    await dialog.getByLabel("Why not").fill("It is the shop");
    await call("POST", `/v1/approvals/${other.id}/refuse`, {
      argsHash: other.argsHash,
      reason: "It is being rebuilt.",
    });
    await page.getByRole("button", { name: /isolate endpoint lt-0190/ }).waitFor({ state: "detached" });
    expect(await dialog.getByLabel("Why not").inputValue()).toBe("It is the shop");
  });

  test("is said not to have been given when somebody else was faster", async () => {
    const { page, call } = console;
    const { items } = await call<{ items: Approval[] }>("GET", "/v1/approvals?status=pending");
    const { id, argsHash } = items.find(({ words }) => words.on === "device lt-0107")!;
    await call("POST", `/v1/approvals/${id}/refuse`, { argsHash, reason: "Not on a market day." });
    const dialog = page.getByRole("dialog", { name: "Your answer was not given" });
    await dialog.getByText(/said no meanwhile, and it is not done/).waitFor();
    expect(await console.examine("approvals-too-late")).toEqual([]);
    await dialog.getByRole("button", { name: "Close" }).first().click();
    await page.getByRole("main").getByText("Not on a market day.").first().waitFor();
  });

  test("to a question is said not to have been sent when somebody else was faster", async () => {
    const { page, call } = console;
    const form = await questionsOf(call);
    await console.goto(`/approvals?tab=questions&id=${form.id}`);
    await page.getByLabel("What is it?").selectOption("breach");
    await call("POST", `/v1/forms/${form.id}/answer`, { answers: { judged: "mistake" } });
    await page.getByRole("alert").filter({ hasText: "What you had filled in was not sent" }).waitFor();
    await page.getByText("mistake", { exact: true }).waitFor();
    expect(await console.examine("questions-too-late")).toEqual([]);
  });

  test("is said to wait where the stop button holds what is asked for, also on a phone", async () => {
    const { call } = console;
    const { id } = await approvalAbout(call, "lt-0203");
    const freeze = await call<Freeze>("POST", "/v1/freezes", { scope: "workspace", reason: "It isolates too much." });
    const phone = await openConsole({ width: 390, height: 844 });
    await phone.goto(`/approvals?id=${id}`);
    await phone.page.getByRole("status").filter({ hasText: "Stopped" }).waitFor();
    const held = phone.page.getByText("The stop button is pressed for the workspace by").first();
    await held.waitFor();
    await phone.page.getByRole("button", { name: "Approve" }).click();
    await phone.page.getByRole("dialog").getByText("It is done as soon as the machine goes on").waitFor();
    expect(await phone.examine("approvals-held")).toEqual([]);
    await call("POST", `/v1/freezes/${freeze.id}/thaw`, { reason: "Mended." });
    await phone.page.getByRole("dialog").getByText("It is done at once, and read back.").waitFor();
    await held.waitFor({ state: "hidden" });
    await phone.close();
  });

  test("is said not to have been given when its time runs out, of which nobody tells", async () => {
    const { page, call } = console;
    const { items } = await call<{ items: Approval[] }>("GET", "/v1/approvals?status=pending");
    const { id } = items.find(({ words }) => words.on === "device lt-0203")!;
    // As the server answers of one that has five seconds left when it is first looked at.
    let over = Number.POSITIVE_INFINITY;
    let expiresAt = "";
    const ended = () => (Date.now() < over ? {} : { status: "expired", decidedAt: expiresAt });
    await page.route(`**/v1/approvals/${id}`, async (route) => {
      const whole = (await (await route.fetch()).json()) as Approval;
      over = Math.min(over, Date.now() + 5_000);
      expiresAt = new Date(over).toISOString();
      await route.fulfill({ json: { ...whole, expiresAt, ...ended() } });
    });
    await page.route("**/v1/approvals?*", async (route) => {
      const list = (await (await route.fetch()).json()) as { items: Approval[] };
      const shown = list.items.map((one) => (one.id === id ? { ...one, expiresAt: expiresAt || one.expiresAt } : one));
      await route.fulfill({ json: { ...list, items: shown.filter((one) => one.id !== id || Date.now() < over) } });
    });
    await console.goto(`/approvals?id=${id}`);
    await page.getByRole("button", { name: "Approve" }).waitFor();
    await page.keyboard.press("y");
    await page.getByRole("dialog").getByText("Say yes?").waitFor();
    await page.getByRole("dialog").getByText("Its time ran out meanwhile: it is not done.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("Ran out of time").first().waitFor();
    await page.unrouteAll();
    expect(console.complaints).toEqual([]);
  });
});
