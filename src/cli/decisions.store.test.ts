import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { type Served, serveApi } from "../api/serve.ts";

let api: TestApi;
let served: Served;
let env: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  env = { CORDON_URL: served.url, CORDON_TOKEN: await api.store.addToken(["admin"]) };
});
afterAll(async () => {
  await served?.close();
  await api?.close();
});

const cordon = (...args: string[]) => runCommand(args, env);
const shown = (words: RegExp) => ({ code: 0, out: expect.stringMatching(words) });

describe("cordon decision", () => {
  it("writes one down, shows it with its history, and ends it", async () => {
    const words = ["--what", "The lab scans", "--why", "agreed", "--about", "entity:ip:192.0.2.7", "rule:r-1"];
    const added = await cordon("decision", "add", "--kind", "risk-acceptance", ...words, "--until", "30d", "--json");
    const { id } = JSON.parse(added.out) as { id: string };
    expect(await cordon("decision", "list", "--due", "60")).toMatchObject(
      shown(/risk-acceptance +in-force.*The lab scans/),
    );
    expect(await cordon("decision", "renew", id, "--until", "90d", "--reason", "r")).toMatchObject(shown(/in-force/));
    expect(await cordon("decision", "show", id)).toMatchObject(shown(/entity:ip:192\.0\.2\.7[\s\S]*renewed/));
    expect(await cordon("decision", "review", id, "--text", "t")).toMatchObject({ code: 4 });
    expect(await cordon("decision", "revoke", id, "--reason", "over")).toMatchObject(shown(/revoked/));
  });

  it("says what it expected", async () => {
    expect(await cordon("decision", "add", "--kind", "whim", "--what", "w", "--why", "y")).toMatchObject({ code: 2 });
    const typeless = await cordon("decision", "add", "--kind", "lesson", "--what", "w", "--why", "y", "--about", "ada");
    expect(typeless).toMatchObject({ code: 2, err: expect.stringContaining("a type, a colon and a name") });
    expect(await cordon("decision", "list", "--filter", "knd == 1")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/column 1.*kind/s),
    });
  });
});
