import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { wordDocument } from "../../test/support/stored-zip.ts";
import type { CodifiedRunbook } from "./contract/codify.ts";

let api: TestApi;
let engineer: string;
beforeAll(async () => {
  api = await testApi();
  engineer = await api.store.addToken(["engineer"]);
});
afterAll(() => api?.close());

const codify = (body: object, token = engineer) => api.call("POST", "/v1/codify", token, body);

describe("codifying over the API", () => {
  it("answers the draft and what became of each sentence, and stores nothing", async () => {
    const { status, body } = await codify({ text: "# Stolen laptop\n\nIsolate the device.\n\nCall the owner." });
    const { name, counts, sentences, findings, source } = body as CodifiedRunbook;
    expect({ status, name, counts, findings }).toEqual({
      status: 200,
      name: "stolen-laptop",
      counts: { sentences: 3, codified: 1, handed: 1, leftOut: 0, nothing: 1 },
      findings: [],
    });
    expect(sentences[1]).toMatchObject({ spot: { unit: "line", number: 3 }, fate: "codified" });
    expect(source).toContain("action: endpoint.isolate");
    expect(
      (await api.store.database.system.query("SELECT 1 FROM playbook_versions WHERE name = 'stolen-laptop'")).rowCount,
    ).toBe(0);
  });

  it("takes the bytes of a Word document", async () => {
    const base64 = wordDocument([
      ["Heading1", "Leak"],
      ["", "Open a ticket."],
    ]).toString("base64");
    expect(await codify({ base64, file: "leak.docx" })).toMatchObject({
      status: 200,
      body: { name: "leak", counts: { codified: 1 } },
    });
  });

  it("is for engineers, and refuses what it cannot read", async () => {
    const viewer = await api.store.addToken(["viewer"]);
    expect(await codify({ text: "Open a ticket." }, viewer)).toMatchObject({ status: 403 });
    expect(await codify({ text: " " })).toMatchObject({ status: 400, body: { code: "codify.no-text" } });
    expect(await codify({})).toMatchObject({ status: 400, body: { code: "api.bad-body" } });
  });
});
