import { randomBytes } from "node:crypto";
import { Registry } from "prom-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { createApi } from "../api/app.ts";
import { type Keyring, parseKeyring } from "../connector/keyring.ts";
import { openSecrets, sealContext } from "../connector/seal.ts";
import { connectionsOf } from "../store/connection.ts";

const newKey = () => randomBytes(32).toString("hex");
const keyringOf = (...keys: string[]) => parseKeyring(keys.join(","), "test");
const [old, fresh] = [newKey(), newKey()];

let api: TestApi;
let admin: string;
beforeAll(async () => {
  api = await testApi();
  admin = await api.store.addToken(["admin"]);
});
afterAll(() => api?.close());

/** A request to a Cordon that was started with these keys, over the same database. */
async function ask(keyring: Keyring, path: string, body?: object, token = admin) {
  const response = await createApi({ ...api.deps, keyring, metrics: new Registry() }).request(path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

async function secretsUnder(keyring: Keyring, workspaceId = api.store.workspaceId): Promise<unknown[]> {
  const stored = await connectionsOf(api.store.database.system, workspaceId);
  return stored.map(({ id, sealedSecrets }) =>
    sealedSecrets === null ? null : openSecrets(keyring, sealContext(workspaceId, id), sealedSecrets),
  );
}

const audited = async () =>
  (
    await api.store.database.system.query(
      "SELECT actor, details FROM audit WHERE action = 'connections-resealed' ORDER BY id",
    )
  ).rows;

describe("after the sealing key was changed", () => {
  const secrets = { signingSecret: "correct horse" };
  const mapping = { mapping: { uid: "id", title: "title", time: "at" } };
  const reseal = "/v1/connections/reseal";

  it("all secrets are put under the new key at once, and open with it alone", async () => {
    for (const name of ["edge", "core"]) {
      const added = await ask(keyringOf(old), "/v1/connections", {
        name,
        connector: "generic",
        settings: mapping,
        secrets,
      });
      expect(added).toMatchObject({ status: 201 });
    }
    await ask(keyringOf(old), "/v1/connections", { name: "plain", connector: "generic", settings: mapping });
    expect(await ask(keyringOf(fresh, old), reseal)).toEqual({ status: 200, body: { resealed: 2, sealed: 2 } });
    expect(await secretsUnder(keyringOf(fresh))).toEqual([secrets, secrets, null]);
    expect(await audited()).toEqual([{ actor: "token:admin", details: { connections: ["edge", "core"] } }]);
  });

  it("doing it again changes nothing and is not recorded", async () => {
    expect(await ask(keyringOf(fresh), reseal)).toEqual({ status: 200, body: { resealed: 0, sealed: 2 } });
    expect(await audited()).toHaveLength(1);
  });

  it("none is touched when one does not open; it is named", async () => {
    const other = keyringOf(newKey(), old);
    await ask(keyringOf(old), "/v1/connections", { name: "late", connector: "generic", settings: mapping, secrets });
    const refused = await ask(other, reseal);
    expect(refused).toMatchObject({
      status: 403,
      body: {
        code: "seal.unknown-key",
        message: expect.stringMatching(/"edge".*Nothing was changed/),
        details: { connection: "edge" },
      },
    });
    expect(await secretsUnder(keyringOf(fresh, old))).toEqual([secrets, secrets, null, secrets]);
  });

  it("only an admin may", async () => {
    const engineer = await api.store.addToken(["engineer"]);
    expect(await ask(keyringOf(fresh, old), reseal, undefined, engineer)).toMatchObject({ status: 403 });
  });
});
