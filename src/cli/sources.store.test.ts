import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { type Served, serveApi } from "../api/serve.ts";

const CORDON = fileURLToPath(new URL("../../bin/cordon.mjs", import.meta.url));

let api: TestApi;
let served: Served;
let folder: string;
let env: Record<string, string>;
let admin: string;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-sources-"));
  admin = await api.store.addToken(["admin"]);
  env = { CORDON_URL: served.url, CORDON_TOKEN: admin, CORDON_CREDENTIALS: join(folder, "none.json") };
  for (const name of ["doors", "gates"]) {
    await api.call("POST", "/v1/connections", admin, { name, connector: "auto" });
    await api.call("POST", `/v1/ingest/${name}`, admin, alerts(name === "doors"));
  }
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const alerts = (withSeverity: boolean) =>
  Array.from({ length: 8 }, (_, n) => ({
    ...{ eventId: `evt-2026-${n}`, when: "2026-03-01T10:00:00Z", alertName: "Door forced", deviceName: `lock-${n}` },
    ...(withSeverity ? { threatLevel: "HIGH" } : {}),
  }));

function cordon(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const { PATH = "", HOME = "" } = process.env;
    execFile(CORDON, args, { env: { PATH, HOME, ...env }, timeout: 30_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe("cordon source", () => {
  it("learns a mapping, writes it down, and holds it to what the connection received", async () => {
    const out = join(folder, "door.yaml");
    const learned = await cordon("source", "learn", "doors", "--out", out);
    expect(learned).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Held out: 2 alerts[\s\S]*severity +2 +2 +2/),
    });
    expect(readFileSync(out, "utf8")).toContain("HIGH: high");
    const tested = await cordon("source", "test", out, "--against", "doors");
    expect(tested).toMatchObject({
      code: 0,
      out: expect.stringContaining("severity in 8 of 8, affected entity in 8 of 8"),
    });
  });

  it("refuses to accept a mapping without a severity, says so, and has written it for a person to complete", async () => {
    const out = join(folder, "gate.yaml");
    const refused = await cordon("source", "learn", "gates", "--out", out, "--accept");
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("no path for severity") });
    expect(readFileSync(out, "utf8")).toContain("severity: found nowhere");
    const { body } = await api.call("GET", "/v1/connections/gates", admin);
    expect(body).toMatchObject({ connector: "auto" });
  });

  it("lets a connection read by a mapping that is complete", async () => {
    const accepted = await cordon("source", "learn", "doors", "--accept", "--json");
    expect(JSON.parse(accepted.out)).toMatchObject({ accepted: true, samples: 6, missing: [] });
    const { body } = await api.call("GET", "/v1/connections/doors", admin);
    expect(body).toMatchObject({ connector: "generic", settings: { mapping: { title: "alertName" } } });
  });

  it("learns from a file, which alone can accept nothing", async () => {
    const samples = file("samples.json", JSON.stringify(alerts(true)));
    const learned = await cordon("source", "learn", samples, "--json");
    expect(JSON.parse(learned.out)).toMatchObject({ samples: 6, heldOut: { samples: 2 } });
    expect(await cordon("source", "learn", samples, "--accept")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--samples"),
    });
  });

  it("ends with 1 when a test fails, and with 2 and the place when the mapping cannot work or nothing tests it", async () => {
    const mapping = "mapping:\n  title: alertName\n  time: when\n  severity: threatLevel\n";
    const test = `tests:\n  - name: forced\n    input: ${JSON.stringify(alerts(true)[0])}\n    expect: { severity: low }\n`;
    const failed = await cordon("source", "test", file("failing.yaml", mapping + test));
    expect(failed).toMatchObject({ code: 1, out: expect.stringContaining('severity: expected "low", read "high"') });
    const passed = await cordon("source", "test", file("good.yaml", mapping + test.replace("low", "high")), "--json");
    expect(JSON.parse(passed.out)).toMatchObject({ passed: true, tests: [{ name: "forced" }], against: null });
    const wrong = file("wrong.yaml", mapping.replace("severity: threatLevel", "severty: threatLevel"));
    expect(await cordon("source", "test", wrong)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/wrong\.yaml:4:3 error "severty".*did you mean "severity".*\[mapping\.unknown-key\]/),
    });
    expect(await cordon("source", "test", file("bare.yaml", mapping))).toMatchObject({
      code: 2,
      err: expect.stringContaining("--against"),
    });
  });

  it("shows with an alert which of its fields were inferred, and how sure that is", async () => {
    const { body } = await api.call("GET", "/v1/alerts?limit=1&q=Door", admin);
    const [one] = (body as { items: { id: string }[] }).items;
    const shown = await cordon("alerts", "show", one!.id);
    expect(shown.out).toMatch(/^entity: .*inferred \(0\.\d\d\)$/m);
    expect(shown.out).toMatch(/^alert: +Door forced {2}inferred \(0\.\d\d\)$/m);
  });
});
