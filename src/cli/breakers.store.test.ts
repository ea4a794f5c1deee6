/** What the command line changes of when breakers open. */
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
  env = { CORDON_URL: served.url, CORDON_TOKEN: await api.store.addToken(["engineer"]) };
});
afterAll(async () => {
  await served?.close();
  await api?.close();
});

const thresholds = async (...args: string[]) =>
  JSON.parse((await runCommand(["breakers", "thresholds", ...args, "--json"], env)).out) as object;

it("one threshold that is set leaves the others as somebody set them", async () => {
  await thresholds("--set", "slowSeconds=5", "--set", "overBudget=2");
  expect(await thresholds("--set", "least=3")).toMatchObject({ least: 3, slowSeconds: 5, overBudget: 2 });
  expect(await thresholds()).toMatchObject({ least: 3, slowSeconds: 5, overBudget: 2 });
});

it("all are as usual again where that is said", async () => {
  await thresholds("--set", "slowSeconds=5");
  expect(await thresholds("--usual", "--set", "least=7")).toMatchObject({ least: 7, slowSeconds: 60, overBudget: 10 });
});
