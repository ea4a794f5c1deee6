/** What the organization of a workspace says of itself, and what its policies make of it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { type Served, serveApi } from "./serve.ts";

const POLICIES = `@id("office-hours") @budget("90 per 1h")
permit (principal, action == Action::"network.block-ip", resource) when { context.hour == 9 };
@id("own") @reason("It is ours.") forbid (principal, action, resource) when { resource.internal };
`;
/** Nine in Tokyo. */
const AT = "2026-03-02T00:30:00Z";

let api: TestApi;
let served: Served;
let admin: string;
let analyst: string;
beforeAll(async () => {
  api = await testApi({ own: { networks: ["198.51.100.0/24"], domains: [], timeZone: "UTC" } });
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  admin = await api.store.addToken(["admin"]);
  analyst = await api.store.addToken(["analyst"]);
});
afterAll(async () => {
  await served?.close();
  await api?.close();
});

const cordon = (...args: string[]) => runCommand(args, { CORDON_URL: served.url, CORDON_TOKEN: admin });
const place = (body: object, token = admin) => api.call("PUT", "/v1/own-place", token, body);
async function decided(key: string): Promise<string> {
  const asked = { capability: "network.block-ip", entity: { type: "ip", key }, at: AT };
  const files = [{ file: "policies/own.cedar", text: POLICIES }];
  const { body } = await api.call("POST", "/v1/policies/explain", analyst, { ...asked, files });
  return (body as { decision: string }).decision;
}

it("is the installation's until the workspace says otherwise, and both together from then on", async () => {
  expect(await decided("203.0.113.7"), "not yet nine in UTC").toBe("ask");
  expect(await place({ timeZone: "Asia/Tokyo", networks: ["203.0.113.0/24"] })).toMatchObject({
    status: 200,
    body: { inForce: { timeZone: "Asia/Tokyo", networks: ["198.51.100.0/24", "203.0.113.0/24"] } },
  });
  expect(await decided("192.0.2.7")).toBe("allow");
  expect([await decided("203.0.113.7"), await decided("198.51.100.7")]).toEqual(["refuse", "refuse"]);
});

it("is the admin's to say, and is no network or zone that there is not", async () => {
  expect(await place({ networks: [] }, analyst)).toMatchObject({ status: 403 });
  expect(await place({ networks: ["203.0.113.0"] })).toMatchObject({
    body: { message: expect.stringContaining("one address is 203.0.113.7/32") },
  });
  expect(await place({ timeZone: "Europe/Nowhere" })).toMatchObject({
    body: { message: expect.stringContaining("expected a name such as Europe/Berlin") },
  });
  expect(await place({ domains: ["no domain"] })).toMatchObject({ status: 400 });
});

it("is said and shown on the command line, where what is not named stays", async () => {
  await cordon("policy", "own", "set", "--network", "203.0.113.0/24", "--domain", "example.com,example.org");
  const { out } = await cordon("policy", "own", "set", "--time-zone", "installation");
  for (const line of [
    /time zone +UTC +installation/,
    /network +198\.51\.100\.0\/24 +installation/,
    /domain +example\.org +workspace/,
  ])
    expect(out).toMatch(line);
  expect((await cordon("policy", "own", "set", "--network", "")).out).not.toContain("203.0.113.0/24");
});

it("is in the audit record", async () => {
  const { rows } = await api.store.database.system.query(
    "SELECT details FROM audit WHERE action = 'own-place-set' ORDER BY id LIMIT 1",
  );
  expect(rows[0].details).toMatchObject({ timeZone: "Asia/Tokyo", before: { timeZone: null, networks: [] } });
});
