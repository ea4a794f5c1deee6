import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../../test/support/api.ts";
import { runCommand } from "../../../test/support/command-line.ts";
import { type ForgingProvider, forgingProvider } from "../../../test/support/forging-provider.ts";
import { type Served, serveApi } from "../../api/serve.ts";

let api: TestApi;
let served: Served;
let provider: ForgingProvider;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  [api, provider] = await Promise.all([testApi(), forgingProvider("cordon")]);
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-oidc-"));
  writeFileSync(join(folder, "secret"), "its secret\n");
  const token = await api.store.addToken(["admin"]);
  env = { CORDON_URL: served.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "credentials.json") };
});
afterAll(async () => {
  await served?.close();
  await provider?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const oidc = (...args: string[]) => runCommand(["sign-in", "oidc", ...args], env);
const set = (...more: string[]) =>
  oidc("set", "--name", "Example", "--issuer", provider.issuer, "--client-id", "cordon", ...more);

describe("cordon sign-in oidc", () => {
  it("says what the provider has to know before there is one", async () => {
    expect((await oidc("show")).out).toContain("http://localhost/sign-in/oidc/callback");
    expect(await oidc("test")).toMatchObject({ code: 2 });
  });

  it("sets one, with its secret from a file, and shows everything but that", async () => {
    const grants = ["--grant", "cn=soc,dc=example=analyst,approver", "leads=test:admin"];
    const done = await set("--secret", `@${join(folder, "secret")}`, ...grants);
    expect(done).toMatchObject({ code: 0 });
    expect(done.out).toMatch(/cn=soc,dc=example +test +analyst, approver/);
    expect(done.out).toMatch(/leads +test +admin/);
    expect((await oidc("show", "--json")).out).not.toContain("its secret");
    expect(await set("--link-by-mail", "--only-invited", ...grants), "the secret is kept").toMatchObject({ code: 0 });
    expect((await oidc("show")).out).toMatch(/links by mail: +yes/);
  });

  it("tests it, with values of somebody's claim", async () => {
    expect((await oidc("test", "--value", "leads", "golf")).out).toMatch(/in test: +admin/);
    expect((await oidc("test", "--value", "golf")).out).toMatch(/in test: +nothing/);
  });

  it.each([
    [["--secret", "on-the-line", "--grant", "a=admin"], "@file or -"],
    [["--grant", "a"], "expected value=role,role"],
    [["--grant", "a=king"], "expected value=role,role"],
    [["--grant", "=admin"], "expected value=role,role"],
    [["--grant", "a=nowhere:admin"], "There is no workspace"],
  ])("refuses %j", async (more, words) => {
    const refused = await set(...more);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(words);
  });

  it("removes it", async () => {
    expect(await oidc("remove")).toMatchObject({ code: 0 });
    expect((await oidc("show")).out).toMatch(/provider: +none/);
  });
});
