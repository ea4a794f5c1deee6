/** Reviews with their figures and the answer to them, and what stands beside them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Review } from "../../src/api/contract/review.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`reviews ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  test("are written now, show their figures, and are answered once", async () => {
    const { page, call } = console;
    await console.goto("/reviews");
    await page.getByRole("button", { name: "Review now" }).click();
    await page.getByText("Runs that ended").first().waitFor();
    expect(await console.examine("reviews")).toEqual([]);
    await page.getByRole("textbox", { name: "Answer" }).fill("As it should be.");
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByText("The review is answered").first().waitFor();
    const { items } = await call<{ items: Review[] }>("GET", "/v1/reviews?status=answered");
    expect(items.map(({ answer }) => answer)).toContain("As it should be.");
    await page.getByLabel("Which", { exact: true }).selectOption("answered");
    await page.getByText("As it should be.").first().waitFor();
  });

  test("of access show who holds what, and take a word on each row", async () => {
    const { page, call } = console;
    await call("POST", "/v1/tokens", { name: "left-over", roles: ["viewer"], person: "zoe" });
    const { id } = await call<Review>("POST", "/v1/access-reviews");
    await console.goto(`/reviews?id=${id}`);
    await page.getByRole("button", { name: "Take away what zoe has" }).click();
    await page.getByLabel("Reason").fill("nobody uses it");
    expect(await console.violations()).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Take away" }).click();
    await page.getByText("Taken away").first().waitFor();
    expect(await console.examine("reviews-access")).toEqual([]);
  });

  test("stand beside drift, decisions, and how far playbooks are trusted", async () => {
    const { page, call } = console;
    const decision = { kind: "lesson", what: "Look at the proxy first", why: "It knew before we did." };
    await call("POST", "/v1/decisions", decision);
    await console.goto("/reviews?tab=decisions");
    await page.getByText("It knew before we did.").first().waitFor();
    expect(await console.examine("decisions")).toEqual([]);
    await page.getByRole("tab", { name: "Drift" }).click();
    await page
      .getByText(/Nothing has drifted|What is no longer what it was/)
      .first()
      .waitFor();
    expect(await console.violations()).toEqual([]);
    await page.getByRole("tab", { name: "Autonomy" }).click();
    await page
      .getByText(/How far playbooks are trusted|Nothing is measured yet/)
      .first()
      .waitFor();
    expect(await console.examine("autonomy")).toEqual([]);
    expect(console.complaints).toEqual([]);
  });
});
