/** Answering: the exact effect in words, a yes by keyboard, a no with its reason on a phone, and the questions of a run. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ApprovalDetail } from "../../src/api/contract/approval.ts";
import type { Form } from "../../src/api/contract/form.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { approvalAbout, questionsOf } from "../support/console-asks.ts";

describe.skipIf(NO_BROWSER !== "")(`approvals ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  test("says what would be done, on whom, for how long and on whose terms, and takes a yes by keyboard", async () => {
    const { page, call } = console;
    const asked = await approvalAbout(call, "shop01");
    await console.goto(`/approvals?id=${asked.id}`);
    await page.getByRole("heading", { name: "isolate endpoint shop01 by range-endpoint" }).waitFor();
    await page.getByText("1d, then it is undone (endpoint.release)").waitFor();
    await page.getByText("0 of 1 said yes").first().waitFor();
    expect(await page.getByText(asked.argsHash).isVisible()).toBe(true);
    expect(await console.examine("approvals")).toEqual([]);
    await page.keyboard.press("y");
    await page.getByRole("dialog").getByText("It is done at once, and read back.").waitFor();
    expect(await console.examine("approvals-yes")).toEqual([]);
    await page.getByLabel(/Comment/).fill("Spoke to the owner.");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Approved: it is being done").first().waitFor();
    const after = await call<ApprovalDetail>("GET", `/v1/approvals/${asked.id}`);
    expect(after).toMatchObject({ status: "approved", decidedBy: "person:ada", comment: "Spoke to the owner." });
    await page.getByRole("tab", { name: "Decided" }).click();
    await page.getByText("Approved", { exact: true }).first().waitFor();
  });

  test("hands the question on for a time, and takes it back", async () => {
    const { page, call } = console;
    await call("POST", "/v1/people", { name: "bo", roles: ["approver"] });
    await page.getByRole("button", { name: "Delegate" }).click();
    await page.getByRole("combobox", { name: "To" }).click();
    await page.getByPlaceholder("Search").fill("bo");
    await page.keyboard.press("Enter");
    expect(await console.examine("approvals-delegate")).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Delegate" }).click();
    await page.getByText("bo is asked in your place").first().waitFor();
    const standing = await call<{ items: { person: string; to: string }[] }>("GET", "/v1/delegations");
    expect(standing.items).toMatchObject([{ person: "ada", to: "bo" }]);
    await page.getByRole("button", { name: "Delegate" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End" }).click();
    const none = () =>
      vi.waitFor(async () => expect(await call("GET", "/v1/delegations")).toEqual({ items: [] }), 5_000);
    await none();
    await page.getByRole("button", { name: "Undo" }).last().click();
    await vi.waitFor(
      async () => expect(await call("GET", "/v1/delegations")).toMatchObject({ items: [{ person: "ada", to: "bo" }] }),
      5_000,
    );
    await call("POST", "/v1/delegations/end", { person: "ada" });
    await none();
  });

  test("answers the questions of a run, and says at the field what is missing", async () => {
    const { page, call } = console;
    const form = await questionsOf(call);
    await console.goto("/approvals?tab=questions");
    await page.getByRole("heading", { name: /somebody of our own/ }).waitFor();
    await page.getByRole("button", { name: "Answer" }).click();
    await page.getByText("Needed").waitFor();
    expect(await console.examine("approvals-questions")).toEqual([]);
    await page.getByLabel("What is it?").selectOption("mistake");
    await page.getByRole("button", { name: "Answer" }).click();
    await page.getByText("Answered: the run goes on").first().waitFor();
    const after = await call<Form>("GET", `/v1/forms/${form.id}`);
    expect(after).toMatchObject({ status: "answered", answers: { judged: "mistake" } });
  });

  test("works on a phone: list, effect, a no with its reason", async () => {
    const phone = await openConsole({ width: 390, height: 844 });
    const { page } = phone;
    const asked = await approvalAbout(phone.call, "bastion01");
    await phone.goto("/approvals");
    const row = page.getByRole("button", { name: /isolate endpoint bastion01/ });
    await row.waitFor();
    await phone.picture("approvals-phone-list");
    await row.click();
    await page.getByRole("heading", { name: "isolate endpoint bastion01 by range-endpoint" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await phone.examine("approvals-phone")).toEqual([]);
    await page.getByRole("button", { name: "Refuse" }).click();
    const no = page.getByRole("button", { name: "No, do not do it" });
    expect(await no.isDisabled()).toBe(true);
    await page.getByLabel("Why not").fill("The jump host is being rebuilt.");
    expect(await phone.violations()).toEqual([]);
    await phone.picture("approvals-phone-no");
    await no.click();
    await page.getByText("Refused", { exact: true }).first().waitFor();
    const after = await phone.call<ApprovalDetail>("GET", `/v1/approvals/${asked.id}`);
    expect(after).toMatchObject({ status: "denied", comment: "The jump host is being rebuilt." });
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });

  test("made the browser refuse nothing", () => expect(console.complaints).toEqual([]));
});
