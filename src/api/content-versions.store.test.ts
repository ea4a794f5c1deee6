import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { prepareInstallation } from "../first-start.ts";
import { hashOf } from "../ids.ts";
import { applyTaxonomy } from "../store/content.ts";
import { transaction } from "../store/database.ts";
import { loadTaxonomy } from "../taxonomy/load.ts";
import type { SourceFile } from "./contract/content.ts";

const FOLDER = fileURLToPath(new URL("../../taxonomy", import.meta.url));
const onDisk = () =>
  ["taxonomy.yaml", ...readdirSync(`${FOLDER}/types`).map((name) => `types/${name}`)].map((file) => ({
    file,
    text: readFileSync(`${FOLDER}/${file}`, "utf8"),
  }));

let api: TestApi;
let workspaceId: string;
let engineer: string;
let viewer: string;
beforeAll(async () => {
  api = await testApi();
  ({ workspaceId } = await prepareInstallation(api.store.database));
  engineer = await api.store.addToken(["engineer"], { workspaceId });
  viewer = await api.store.addToken(["viewer"], { workspaceId });
});
afterAll(() => api?.close());

const post = (path: string, body: unknown) => api.call("POST", path, engineer, body);
const get = async (path: string) => (await api.call("GET", path, viewer)).body;
const filesOf = async (more = "") =>
  (await get(`/v1/taxonomy/files${more}`)) as { number: number; kept: boolean; files: SourceFile[]; types: unknown[] };

test("what was seeded has its files with every comment and example, and its types in short", async () => {
  const { files, kept, types } = await filesOf();
  expect(kept).toBe(true);
  expect([...files].sort((a, b) => (a.file < b.file ? -1 : 1))).toEqual(
    onDisk().sort((a, b) => (a.file < b.file ? -1 : 1)),
  );
  expect(types).toContainEqual(
    expect.objectContaining({
      id: "malicious-code/infected-system",
      class: "malicious-code",
      queues: ["incident-lead"],
    }),
  );
  expect(await post("/v1/taxonomy/check", { files })).toMatchObject({ body: { ok: true } });
});

test("a comment makes a version, which says who, when and why", async () => {
  const { files } = await filesOf();
  const [main, ...types] = files as [SourceFile, ...SourceFile[]];
  const said = { file: main.file, text: `# Ours.\n${main.text}` };
  const apply = () => post("/v1/taxonomy", { files: [said, ...types], reason: " Say whose it is. " });
  expect(await apply()).toMatchObject({ status: 201, body: { number: 2, changed: true } });
  expect(await apply()).toMatchObject({ body: { number: 2, changed: false } });
  expect((await filesOf()).files[0]).toEqual(said);
  expect((await filesOf("?number=1")).files[0]).toEqual(main);
  expect(await get("/v1/taxonomy/versions")).toMatchObject({
    items: [
      { number: 2, createdBy: "token:engineer", reason: "Say whose it is." },
      { number: 1, createdBy: "system", reason: "" },
    ],
  });
  expect(await get("/v1/taxonomy/versions/2/changes")).toEqual({
    from: 1,
    changes: [{ danger: false, text: expect.stringContaining("layout, comments or examples") }],
  });
  expect(await get("/v1/taxonomy/versions/1/changes")).toMatchObject({ from: null });
  expect(await api.call("GET", "/v1/taxonomy/versions/9/changes", viewer)).toMatchObject({ status: 404 });
});

test("what was in force before files were kept comes in force again as it stood, and not otherwise", async () => {
  const loaded = await loadTaxonomy(FOLDER);
  const content = { ...loaded.taxonomy, name: "From before" };
  await transaction(api.store.database.system, (client) =>
    applyTaxonomy(client, workspaceId, { hash: hashOf(content), content, by: "system" }),
  );
  const { files, kept, number } = await filesOf();
  expect({ kept, number }).toEqual({ kept: false, number: 3 });
  expect(await post("/v1/taxonomy/check", { files })).toMatchObject({ body: { ok: true } });
  const renamed = files.map(({ file, text }) => ({ file, text: text.replace("From before", "Ours") }));
  const checked = (await post("/v1/taxonomy/check", { files: renamed })).body as { findings: { code: string }[] };
  expect(new Set(checked.findings.map(({ code }) => code))).toEqual(new Set(["taxonomy.missing-example"]));
  expect(await post("/v1/taxonomy", { files: onDisk() })).toMatchObject({ body: { number: 4 } });
  expect(await post("/v1/taxonomy", { files })).toMatchObject({ status: 201, body: { number: 5, changed: true } });
  expect((await filesOf()).kept).toBe(false);
});

test("versions of policies are listed, read and held against the one before", async () => {
  const { files } = (await get("/v1/policies")) as { files: SourceFile[] };
  const more = {
    file: "90-more.cedar",
    text: '@id("one-more") @decision("ask") permit (principal, action == Action::"endpoint.isolate", resource);',
  };
  const applied = await post("/v1/policies", { files: [...files, more], reason: "Ask about all else." });
  expect(applied).toMatchObject({ status: 201, body: { number: 2 } });
  expect(await get("/v1/policies/versions")).toMatchObject({
    items: [{ number: 2, reason: "Ask about all else." }, { number: 1 }],
  });
  expect(await get("/v1/policies/versions/1")).toMatchObject({ number: 1, files });
  expect(await get("/v1/policies/versions/2/changes")).toEqual({
    from: 1,
    changes: [{ danger: true, text: expect.stringContaining("one-more is new") }],
  });
  expect(await api.call("GET", "/v1/policies/versions/3", viewer)).toMatchObject({ status: 404 });
  const audit = (await get("/v1/audit?limit=1")) as { items: object[] };
  expect(audit.items[0]).toMatchObject({ action: "policies-applied", details: { reason: "Ask about all else." } });
});
