/** Workspaces: made, named, who works there, and going from one to another. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WorkspaceList } from "../../src/api/contract/workspace.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`workspaces ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
    const person = { name: "bela", roles: ["viewer"] };
    await console.call("POST", "/v1/people", person).catch(() => {});
    await console.goto("/settings?tab=workspaces");
  });
  afterAll(() => console?.close());

  const people = async (name: string) => {
    const { items } = await console.call<WorkspaceList>("GET", "/v1/workspaces");
    const id = items.find((one) => one.name === name)?.id ?? "";
    return console.call<{ items: { name: string; roles: string[]; status: string }[] }>(
      "GET",
      `/v1/workspaces/${id}/people`,
    );
  };

  test("are made with an admin, and get another name", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "New workspace" }).click();
    const dialog = page.getByRole("dialog", { name: "Make a workspace" });
    await dialog.getByLabel("Name").fill("emea");
    expect(await console.examine("workspace-new")).toEqual([]);
    await dialog.getByRole("button", { name: "Make" }).click();
    // All that is shipped is checked for it.
    await page.getByRole("heading", { name: "emea" }).waitFor({ timeout: 120_000 });
    expect((await people("emea")).items).toMatchObject([{ name: "ada", roles: ["admin"] }]);
    await page.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("emea-south");
    await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
    await page.getByRole("heading", { name: "emea-south" }).waitFor();
  });

  test("let people in with roles of their own there, and shut them out", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Let somebody in" }).click();
    const dialog = page.getByRole("dialog", { name: "Let somebody into emea-south" });
    await dialog.getByLabel("Name").fill("bela");
    await dialog.getByLabel("Approver").check();
    await dialog.getByRole("button", { name: "Let in" }).click();
    await page.getByText("bela has these roles in emea-south now").first().waitFor();
    const bela = page.getByRole("row", { name: /bela/ });
    await bela.getByText("Analyst, Approver").waitFor();
    expect(await console.examine("workspaces")).toEqual([]);
    await bela.getByRole("button", { name: "Shut out bela" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Shut out" }).click();
    await page.getByText("bela is shut out of emea-south").first().waitFor();
    expect((await people("emea-south")).items).toContainEqual(
      expect.objectContaining({ name: "bela", status: "disabled" }),
    );
  });

  test("are gone to, and nothing of the other one is shown there", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Go there" }).click();
    // Nobody makes workspaces from there.
    await page.getByRole("button", { name: "New workspace" }).waitFor({ state: "detached" });
    await page.getByText("You are here").waitFor();
    await page.getByRole("link", { name: "Queue" }).click();
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    await page.getByText("plays in the first workspace of the installation, not here").waitFor();
    expect(await page.getByRole("main").innerText()).not.toContain("Stop Cordon");
    const there = (await page.evaluate("fetch('/v1/incidents').then((answer) => answer.json())")) as {
      items: unknown[];
    };
    expect(there.items).toEqual([]);
    await page.getByRole("link", { name: /Account of/ }).click();
    const gone = page.waitForResponse(/\/v1\/session\/workspace$/);
    await page.getByLabel("Work in").selectOption({ label: "default" });
    await gone;
    await console.goto("/");
    await page.getByRole("heading", { name: "Queue" }).waitFor();
    await page.getByRole("row").nth(2).waitFor();
  });

  const menu = (name: string) => console.page.getByRole("button", { name: `Workspace ${name}, go to another` });

  test("are said at every time, and gone to from everywhere, on the same screen", async () => {
    const { page } = console;
    await page.getByRole("link", { name: "Approvals" }).click();
    await page.getByRole("heading", { name: "Approvals" }).waitFor();
    await menu("default").click();
    expect(await console.examine("workspace-menu")).toEqual([]);
    await page.getByRole("menuitem", { name: "emea-south" }).click();
    await menu("emea-south").waitFor();
    await page.getByRole("heading", { name: "Approvals" }).waitFor();
    await page.waitForURL(({ pathname, search }) => `${pathname}${search}` === "/approvals?workspace=emea-south");
  });

  test("are where a link leads, and an address says which it is of", async () => {
    const { page } = console;
    const { items } = await console.call<{ items: { number: number; title: string }[] }>(
      "GET",
      "/v1/incidents?limit=1",
    );
    const { number, title } = items[0]!;
    await console.goto(`/incidents/${number}?workspace=default`);
    await menu("default").waitFor();
    await page.getByText(title).first().waitFor();
    expect(new URL(page.url()).searchParams.get("workspace")).toBe("default");
  });

  test("that one has no role in are said to be none of one's own", async () => {
    const { page } = console;
    await page.goto(new URL("/incidents/1?workspace=nowhere", page.url()).href);
    await page.getByText("You do not work in a workspace called nowhere").waitFor();
    expect(await console.examine("workspace-not-yours")).toEqual([]);
    await page.getByRole("button", { name: "Go on in default" }).click();
    await page.getByRole("heading", { name: "Queue" }).waitFor();
    await page.waitForURL((url) => url.searchParams.get("workspace") === "default");
  });

  test("are looked in where a thing is not in this one", async () => {
    const { page } = console;
    await console.goto("/incidents/999999");
    await page.getByRole("link", { name: "Look in emea-south" }).click();
    await menu("emea-south").waitFor();
    await page.getByRole("link", { name: "Look in default" }).click();
    await menu("default").waitFor();
    expect(new URL(page.url()).pathname).toBe("/incidents/999999");
  });

  test("do not change under another window of the browser without a word", async () => {
    const { page } = console;
    await console.goto("/");
    await page.getByRole("row").nth(2).waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole("button", { name: "Workspace default, go to another" }).click();
    await other.getByRole("menuitem", { name: "emea-south" }).click();
    await other.getByRole("button", { name: "Workspace emea-south, go to another" }).waitFor();
    await page.getByRole("dialog", { name: "You went to emea-south in another window" }).waitFor();
    expect(await console.examine("workspace-elsewhere")).toEqual([]);
    await page.getByRole("button", { name: "Back to default" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("row").nth(2).waitFor();
    await other.getByRole("dialog", { name: "You went to default in another window" }).waitFor();
    await other.getByRole("button", { name: "Go on in default" }).click();
    await other.getByRole("row").nth(2).waitFor();
    await other.close();
  });

  test("made the browser refuse nothing", () => expect(console.complaints).toEqual([]));
});
