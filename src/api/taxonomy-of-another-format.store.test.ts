import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { applyTaxonomy } from "../store/content.ts";
import { transaction } from "../store/database.ts";

const text = (file: string) => ({ file, text: readFileSync(file, "utf8") });
const taxonomy = () =>
  ["taxonomy.yaml", ...readdirSync("taxonomy/types").map((name) => `types/${name}`)].map((file) =>
    text(`taxonomy/${file}`),
  );
/** What others call comes before them. */
const playbooks = () =>
  readdirSync("playbooks", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => text(`playbooks/${name}/playbook.yaml`))
    .sort((a, b) => Number(/^outputs:/m.test(b.text)) - Number(/^outputs:/m.test(a.text)));

let api: TestApi;
let engineer: string;
beforeAll(async () => {
  api = await testApi();
  engineer = await api.store.addToken(["engineer", "analyst"]);
  const { database, workspaceId } = api.store;
  const written = { hash: "another", content: { format: 1 }, by: "another Cordon" };
  await transaction(database.system, (client) => applyTaxonomy(client, workspaceId, written));
});
afterAll(() => api?.close());

const ask = (method: string, path: string, body?: object) => api.call(method, path, engineer, body);

describe("a stored taxonomy that this Cordon cannot read", () => {
  test("names no types where it is only asked for them", async () => {
    const language = await ask("GET", "/v1/playbook-language");
    expect(language).toMatchObject({ status: 200, body: { incidentTypes: [] } });
    const drafted = await ask("POST", "/v1/codify", {
      file: "a.md",
      text: "# Phishing\n\nBlock the sender.\n",
      queue: "soc",
    });
    expect(drafted.status, JSON.stringify(drafted.body)).toBe(200);
    expect((await ask("GET", "/v1/taxonomy")).status).toBe(200);
  });

  test("is refused with what to do where the answer would hang on it", async () => {
    const answer = await ask("POST", "/v1/policies/check", { files: [text("policies/10-everyday.cedar")] });
    expect(answer).toMatchObject({ status: 403, body: { code: "taxonomy.another-format" } });
    expect(JSON.stringify(answer.body)).toContain("cordon taxonomy apply");
  });

  test("is replaced by another", async () => {
    const offered = playbooks().map(({ file, text: source }) => ({ name: file.split("/")[1], file, source }));
    const folder = { playbooks: offered, taxonomy: taxonomy(), policies: null };
    const plan = await ask("POST", "/v1/content/plan", folder);
    expect(plan.status, JSON.stringify(plan.body).slice(0, 500)).toBe(200);
    for (const { file, text: source } of playbooks()) await ask("POST", "/v1/playbooks", { source, file });
    expect(await ask("POST", "/v1/taxonomy/diff", { files: taxonomy() })).toMatchObject({ status: 200 });
    expect(await ask("POST", "/v1/taxonomy", { files: taxonomy() })).toMatchObject({ status: 201 });
  });
});
