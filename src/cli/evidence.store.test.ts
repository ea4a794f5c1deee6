import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import type { Evidence } from "../api/contract/evidence.ts";
import { type Served, serveApi } from "../api/serve.ts";

const CORDON = fileURLToPath(new URL("../../bin/cordon.mjs", import.meta.url));

let api: TestApi;
let served: Served;
let folder: string;
let viewer: string;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-evidence-"));
  viewer = await api.store.addToken(["viewer"]);
  const { database, workspaceId } = api.store;
  const { id } = await seedIncident(database, workspaceId, { title: "<b>Exfiltration</b>" });
  await seedResponse(database, workspaceId, id);
  await seedIncident(database, workspaceId);
  const { system } = database;
  await system.query(
    `UPDATE incidents SET type_id = 'information-content-security/exfiltration', opened_at = now() - interval '80 hours', acknowledged_at = now() - interval '79 hours',
       acknowledge_by = now() - interval '78 hours', resolve_by = now() - interval '1 hour' WHERE id = $1`,
    [id],
  );
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

function cordon(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const { PATH = "", HOME = "" } = process.env;
    const at = { CORDON_URL: served.url, CORDON_TOKEN: viewer, CORDON_CREDENTIALS: join(folder, "none.json") };
    execFile(CORDON, args, { env: { PATH, HOME, ...at }, timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

describe("evidence", () => {
  it("counts what was recorded in the time, and what met what was asked of it", async () => {
    const [from, to] = [new Date(Date.now() - 5 * 86_400_000), new Date(Date.now() + 60_000)].map((at) =>
      at!.toISOString(),
    );
    const { measures } = (await api.call("GET", `/v1/evidence?from=${from}&to=${to}`, viewer)).body as Evidence;
    const of = (id: string) => measures.find((one) => one.id === id);
    expect(of("incidents-opened")).toMatchObject({ total: 2, asked: 0 });
    expect(of("acknowledged-in-time")).toMatchObject({ total: 2, asked: 1, met: 1 });
    expect(of("resolved-in-time")).toMatchObject({ asked: 1, met: 0 });
    expect(of("breaches-in-time")).toMatchObject({
      total: 1,
      asked: 1,
      met: 0,
      items: [{ title: "<b>Exfiltration</b>" }],
    });
    expect(of("effects-made")!.total).toBeGreaterThan(0);
    const empty = await api.call("GET", `/v1/evidence?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z`, viewer);
    expect((empty.body as Evidence).measures.every(({ total, parts }) => total === 0 && parts.length === 0)).toBe(true);
    expect(await api.call("GET", `/v1/evidence?from=${to}&to=${from}`, viewer)).toMatchObject({ status: 400 });
  });

  it("is exported as OSCAL and as a page, for each framework", async () => {
    for (const framework of ["soc2", "iso27001", "gdpr", "nist-csf"]) {
      const out = join(folder, framework);
      const done = await cordon(
        "evidence",
        "export",
        "--framework",
        framework,
        "--from",
        "30d",
        "--out",
        out,
        "--json",
      );
      expect(done).toMatchObject({ code: 0, err: "" });
      const oscal = JSON.parse(readFileSync(join(out, `${framework}.oscal.json`), "utf8"));
      expect(oscal["assessment-results"].results[0].findings).toHaveLength(JSON.parse(done.out).controls.length);
      expect(readFileSync(join(out, `${framework}.html`), "utf8")).not.toMatch(/<script|<b>/);
    }
    const gdpr = readFileSync(join(folder, "gdpr", "gdpr.html"), "utf8");
    expect(gdpr).toContain("notify the authority by");
    expect(gdpr).toContain("&#60;b&#62;Exfiltration");
    const again = await cordon(
      "evidence",
      "export",
      "--framework",
      "gdpr",
      "--from",
      "30d",
      "--out",
      join(folder, "gdpr"),
    );
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("there already") });
    const unknown = await cordon("evidence", "export", "--framework", "pci", "--from", "30d", "--out", folder);
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining("gdpr") });
  }, 120_000);
});
