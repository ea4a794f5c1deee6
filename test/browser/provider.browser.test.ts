/** Coming in by an identity provider, as a person does it: from the button there and back, and out again. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Me } from "../../src/api/contract/session.ts";
import { NO_BROWSER, type OpenConsole, openConsole, underTest } from "../support/console.ts";
import { type TestProvider, testProvider } from "../support/identity-provider.ts";

describe.skipIf(NO_BROWSER !== "")(`the identity provider ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let provider: TestProvider;
  beforeAll(async () => {
    provider = await testProvider(`${underTest.url}/sign-in/oidc/callback`);
    provider.who = { sub: "00u1anna", claims: { preferred_username: "anna", groups: ["soc"] } };
    console = await openConsole({ signedIn: false });
    const { issuer, clientId, clientSecret } = provider;
    await console.call("PUT", "/v1/identity-provider", {
      ...{ name: "Example", issuer, clientId, clientSecret },
      grants: [{ value: "soc", roles: ["analyst"] }],
    });
  });
  afterAll(async () => {
    await console?.call("DELETE", "/v1/identity-provider").catch(() => {});
    await console?.close();
    await provider?.close();
  });

  test("is asked by its button, and leads back, signed in, to the page that was wanted", async () => {
    const { page } = console;
    await console.goto("/runs?status=failed");
    const button = page.getByRole("link", { name: "Sign in with Example" });
    await button.waitFor();
    expect(await console.examine("sign-in-provider")).toEqual([]);
    await button.click();
    await page.getByRole("heading", { name: "Runs" }).waitFor();
    const { pathname, search } = new URL(page.url());
    expect([pathname, search]).toEqual(["/runs", "?status=failed"]);
    expect(provider.asked).toBe(1);
    const me = (await page.evaluate("fetch('/v1/me').then((answer) => answer.json())")) as Me;
    expect(me).toMatchObject({ person: "anna", roles: ["analyst"] });
    await page.getByRole("link", { name: "Account of anna" }).waitFor();
  });

  test("lets nobody in whose groups are granted nothing, and says so at the door", async () => {
    const { page } = console;
    await page.context().clearCookies();
    provider.who = { sub: "00u1eve", claims: { preferred_username: "eve", groups: ["golf"] } };
    await console.goto("/runs");
    await page.getByRole("link", { name: "Sign in with Example" }).click();
    await page.getByText("nothing of what it says of you gives you a role here").waitFor();
    const cookies = await page.context().cookies(underTest.url);
    expect(cookies.map(({ name }) => name)).not.toContain("cordon_session");
    expect(await console.violations()).toEqual([]);
  });

  test("made the browser refuse nothing", () => expect(console.complaints).toEqual([]));
});
