import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { newAuthenticator } from "./authenticate.ts";
import { allRoutes } from "./routes.ts";

interface Operation {
  operationId: string;
  security?: object[];
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: object };
}

let api: TestApi;
let document: Document;
beforeAll(async () => {
  api = await testApi();
  const token = await api.store.addToken(["viewer"]);
  document = (await api.call("GET", "/v1/openapi.json", token)).body as Document;
});
afterAll(() => api?.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  );

describe("the OpenAPI document", () => {
  it("is of version 3.1 and has the parts that version asks for", () => {
    expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Cordon", version: expect.any(String) } });
    expect(operations().length).toBeGreaterThan(40);
    for (const { name, operation } of operations()) {
      expect(Object.keys(operation.responses).length, name).toBeGreaterThan(0);
      const success = Object.keys(operation.responses).find((status) => status.startsWith("2"));
      expect(success, name).toBeDefined();
    }
  });

  it("has every route that answers, under an id of its own", () => {
    const routes = allRoutes(api.deps, newAuthenticator(api.store.database, Date.now));
    const described = new Set(operations().map(({ name }) => name));
    expect(routes.map(({ spec }) => `${spec.method} ${spec.path}`).filter((name) => !described.has(name))).toEqual([]);
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("asks for a token everywhere but at the few doors that cannot", () => {
    expect(document.components.securitySchemes).toMatchObject({ bearer: { type: "http", scheme: "bearer" } });
    const open = operations().filter(({ operation }) => operation.security?.length === 0);
    const comingIn = [
      "get /v1/sign-in",
      "post /v1/first-admin",
      "post /v1/invitation",
      "post /v1/login",
      "post /v1/sign-in",
      "post /v1/sign-in/passkey",
      "post /v1/sign-in/passkey/options",
    ];
    expect(open.map(({ name }) => name).sort()).toEqual(["get /healthz", "get /readyz", ...comingIn]);
    const undeclared = operations().filter(({ operation }) => operation.security === undefined);
    expect(undeclared).toEqual([]);
  });

  it("holds only schemas that are JSON Schema 2020-12", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document as object, "openapi.json");
    for (const { name, operation } of operations()) {
      for (const [status, { content }] of Object.entries(operation.responses)) {
        for (const type of Object.keys(content ?? {})) {
          const [method, path] = name.split(" ") as [string, string];
          const pointer = ["paths", path, method, "responses", status, "content", type, "schema"]
            .map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
            .join("/");
          expect(() => ajv.getSchema(`openapi.json#/${pointer}`), `${name} ${status}`).not.toThrow();
        }
      }
    }
  });

  it("names every route with a permission in the code: there is none without", () => {
    const source = readFileSync(new URL("./door.ts", import.meta.url), "utf8");
    expect(source).toMatch(/^ {2}needs: Needs;$/m);
    for (const { spec } of allRoutes(api.deps, newAuthenticator(api.store.database, Date.now))) {
      expect(spec.needs.length, spec.path).toBeGreaterThan(0);
    }
  });
});
