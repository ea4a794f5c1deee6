import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { newPerson } from "../../test/support/browser.ts";
import { meets } from "./access.ts";
import { newAuthenticator } from "./authenticate.ts";
import { allRoutes } from "./routes.ts";

let api: TestApi;
let admin: string;
/** How far the API's clock is ahead, in ms. */
let later = 0;
beforeAll(async () => {
  api = await testApi({ clock: { now: () => new Date(Date.now() + later) } });
  admin = await api.store.addToken(["admin"]);
});
afterAll(() => api?.close());

const changing = () =>
  allRoutes(api.deps, newAuthenticator(api.store.database, Date.now))
    .map(({ spec }) => spec)
    .filter(({ method, needs }) => method !== "get" && needs !== "nobody");
const named = ({ method, path }: { method: string; path: string }) => `${method.toUpperCase()} ${path}`;

/** What admins alone may change and needs no fresh proof, and why not. */
const WITHOUT: Record<string, string> = {
  "DELETE /v1/people/{name}/sessions": "only takes away, and has to be quick",
  "DELETE /v1/sessions/{id}": "only takes away, and has to be quick",
  "POST /v1/identity-provider/test": "changes nothing",
  "POST /v1/access/explain": "changes nothing",
  "POST /v1/access-reviews": "only begins a review",
  "POST /v1/holds": "only keeps more",
  "POST /v1/kept-from-models": "only keeps more back",
};

/** What others than admins may change as well, and needs one. */
const ALSO = [
  "POST /v1/me/totp",
  "PUT /v1/me/totp",
  "DELETE /v1/me/totp",
  "POST /v1/me/recovery-codes",
  "POST /v1/me/passkeys/options",
  "POST /v1/me/passkeys",
  "DELETE /v1/me/passkeys/{id}",
  "POST /v1/freezes/{id}/thaw",
  "POST /v1/breakers/reset",
  "PUT /v1/breakers/thresholds",
  "POST /v1/connections",
  "DELETE /v1/connections/{name}",
  "POST /v1/content/apply",
  "POST /v1/policies",
  "PUT /v1/autonomy/settings",
  "POST /v1/autonomy/promote",
];

describe("a fresh proof", () => {
  it("is asked for wherever admins alone may change something, but where it is said why not", () => {
    const forAdmins = changing().filter(({ needs }) => !meets(needs, ["viewer", "analyst", "engineer", "approver"]));
    expect(forAdmins.length).toBeGreaterThan(20);
    const without = forAdmins.filter(({ recent }) => recent !== true).map(named);
    expect(without.sort()).toEqual(Object.keys(WITHOUT).sort());
  });

  it("is asked for by these others, and no more", () => {
    const others = changing().filter(({ needs }) => meets(needs, ["viewer", "analyst", "engineer", "approver"]));
    expect(others.filter(({ recent }) => recent === true).map(named)).toEqual(expect.arrayContaining(ALSO));
    expect(others.filter(({ recent }) => recent === true)).toHaveLength(ALSO.length);
  });

  it("is missed by a session after a quarter of an hour, at each of them, and never by a token", async () => {
    const browser = await newPerson(api.app, admin, "boss", ["admin"]);
    later = 16 * 60_000;
    for (const spec of changing().filter(({ recent }) => recent === true)) {
      const path = spec.path.replace(/\{\w+\}/g, "nothing");
      const refused = { status: 403, body: { code: "api.proof-too-old" } };
      expect(await browser.call(spec.method.toUpperCase(), path, {}), named(spec)).toMatchObject(refused);
      const { body } = await api.call(spec.method.toUpperCase(), path, admin, {});
      expect(body, named(spec)).not.toMatchObject({ code: "api.proof-too-old" });
    }
  });
});
