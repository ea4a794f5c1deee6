/** What the command line says of the products that can be connected. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { type Served, serveApi } from "../api/serve.ts";

let api: TestApi;
let served: Served;
let env: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  env = { CORDON_URL: served.url, CORDON_TOKEN: await api.store.addToken(["viewer"]) };
});
afterAll(async () => {
  await served?.close();
  await api?.close();
});

const catalog = (...args: string[]) => runCommand(["connections", "catalog", ...args], env);

it("says of each action whether it is read back, and what the same call twice comes to", async () => {
  const { out } = await catalog("microsoft-defender");
  expect(out).toMatch(/endpoint\.isolate +contain +yes +may be two effects/);
  expect(out).toMatch(/endpoint\.unblock-hash +recover +yes +is one effect/);
  expect(out).toMatch(/endpoint\.get-device +observe +- +-/);
});

it("says where only the settings of a connection tell", async () => {
  expect((await catalog("webhook")).out).toMatch(/http\.send +notify +no +as its settings say/);
  const { actions } = JSON.parse((await catalog("webhook", "--json")).out) as { actions: object[] };
  expect(actions).toContainEqual(expect.objectContaining({ capability: "http.send", idempotent: "by-settings" }));
});

it("names the nearest of a product that is not there", async () => {
  expect(await catalog("webhok")).toMatchObject({
    ...{ code: 2, err: expect.stringContaining('no connector "webhok"; did you mean "webhook"?') },
  });
});
