import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import { type Severity, severityId } from "../model/scale.ts";
import { insertDeliveries } from "../store/delivery.ts";

let api: TestApi;
let analyst: string;
let viewer: string;
const ids: string[] = [];
beforeAll(async () => {
  api = await testApi();
  analyst = await api.store.addToken(["analyst"], { name: "ann" });
  viewer = await api.store.addToken(["viewer"], { name: "vic" });
  await addAlert("Beacon to evil.example", "high", "ann@example.com");
  await addAlert("=HYPERLINK(0)\nsecond line", "low", "bob@example.com");
  await addAlert('Port scan, "loud"', "critical", "10.2.0.7");
  await seedIncident(api.store.database, api.store.workspaceId, { title: "Sign-in from afar", alerts: [ids[0]!] });
  await seedIncident(api.store.database, api.store.workspaceId, { title: "Beacon seen", severity: "low" });
});
afterAll(() => api?.close());

async function addAlert(title: string, severity: Severity, entityKey: string): Promise<void> {
  const id = newId();
  ids.push(id);
  const entity = { type: "user" as const, key: entityKey, name: entityKey, role: "affected" as const, aliases: [] };
  const details = {
    ...{ ruleName: "A rule", categories: ["network"], confidence: 70, controlOutcome: "unknown", resolved: false },
    ...{ entities: [entity], observables: [{ type: "ip" as const, value: "203.0.113.9" }] },
  };
  const alert = {
    ...{ id, position: 0, fingerprint: newId(), dedupSeconds: 60, foldRule: "", uid: id, title, severity },
    ...{ severityId: severityId(severity), entityType: "user", entityKey, entityName: entityKey, source: "Suricata" },
    ...{ initialDisposition: "unknown", ruleId: "r1", techniques: ["T1071"], time: new Date().toISOString(), details },
    finding: { class_uid: 2004, metadata: { uid: "delivery", version: "1.8.0" } },
  };
  const { workspaceId } = api.store;
  const of = { workspaceId, connectionId: newId(), connection: "c", receivedAt: new Date() };
  const delivery = { id: newId(), ...of, contentType: "", body: Buffer.from("x") };
  await insertDeliveries(api.store.database.system, [{ ...delivery, alerts: [alert], quarantined: [] }]);
}

const get = (path: string, query: Record<string, string>, token = viewer) =>
  api.call("GET", `${path}?${new URLSearchParams(query)}`, token);
const titles = async (path: string, query: Record<string, string>) => {
  const { status, body } = await get(path, query);
  expect({ status, body }).toMatchObject({ status: 200 });
  return (body as { items: { title: string }[] }).items.map(({ title }) => title);
};

describe("a filter in CEL", () => {
  it("finds alerts and incidents, together with the discrete fields and the time", async () => {
    expect(await titles("/v1/alerts", { filter: 'severity >= "high"' })).toEqual([
      'Port scan, "loud"',
      "Beacon to evil.example",
    ]);
    expect(await titles("/v1/alerts", { filter: 'severity >= "high"', entity: "ann@example.com" })).toHaveLength(1);
    expect(await titles("/v1/alerts", { filter: "receivedAt > now - 1h", sort: "oldest" })).toHaveLength(3);
    expect(await titles("/v1/alerts", { filter: "receivedAt < now - 1h" })).toEqual([]);
    expect(await titles("/v1/alerts", { filter: 'has(incident.status) && incident.status == "new"' })).toEqual([
      "Beacon to evil.example",
    ]);
    expect(
      await titles("/v1/incidents", { filter: 'open && severity == "low" && entity.key == "ada@example.com"' }),
    ).toEqual(["Beacon seen"]);
    expect(
      await titles("/v1/incidents", {
        filter: 'users.exists(u, u.startsWith("ada")) && ruleName == "Impossible travel"',
      }),
    ).toHaveLength(2);
  });

  it("is answered with its fault, the place of it and the nearest fix", async () => {
    const { status, body } = await get("/v1/alerts", { filter: 'severity >= "hihg"' });
    expect({ status, body }).toMatchObject({
      status: 400,
      body: {
        code: "expression.unknown-value",
        message: expect.stringContaining('column 13: "hihg"'),
        details: { line: 1, column: 13 },
      },
    });
    expect((body as { message: string }).message).toContain('did you mean "high"?');
    expect(await get("/v1/incidents", { filter: "titel == 'x'" })).toMatchObject({
      status: 400,
      body: { code: "expression.unknown-name" },
    });
  });

  it("takes what was written for a value, whatever signs it holds", async () => {
    expect(
      await titles("/v1/alerts", {
        filter: String.raw`title == "'; DROP TABLE alerts; --" || title.contains("\"loud\"")`,
      }),
    ).toEqual(['Port scan, "loud"']);
  });
});

describe("words", () => {
  it("find what has words that begin so, in any case, also among what was only observed", async () => {
    expect(await titles("/v1/alerts", { q: "BEACON evil" })).toEqual(["Beacon to evil.example"]);
    expect(await titles("/v1/alerts", { q: "203.0.113" })).toHaveLength(3);
    expect(await titles("/v1/alerts", { q: "203.0.113.9 loud" })).toEqual(['Port scan, "loud"']);
    expect(await titles("/v1/alerts", { q: "eacon" })).toEqual([]);
    expect(await titles("/v1/incidents", { q: "afar" })).toEqual(["Sign-in from afar"]);
    expect(await titles("/v1/incidents", { q: "ada@example.com beac" })).toEqual(["Beacon seen"]);
  });

  it("find the same when the week is over and its words are in an index", async () => {
    const { database } = api.store;
    await database.system.query("SELECT index_words_of_a_week(now() + interval '7 days')");
    const indexed = await database.system.query(
      "SELECT count(*)::int AS n FROM pg_class WHERE relname LIKE 'alerts%\\_words'",
    );
    expect(indexed.rows).toEqual([{ n: 1 }]);
    expect(await titles("/v1/alerts", { q: "BEACON evil" })).toEqual(["Beacon to evil.example"]);
    expect(await titles("/v1/alerts", { q: "203.0.113" })).toHaveLength(3);
  });

  it("never find what belongs to another workspace", async () => {
    const workspaceId = await api.store.addWorkspace("strangers");
    const stranger = await api.store.addToken(["viewer"], { workspaceId });
    for (const path of ["/v1/alerts", "/v1/incidents"])
      expect((await get(path, { q: "beacon" }, stranger)).body).toEqual({ items: [], next: null });
  });

  it("are asked for when there are none, and are no syntax", async () => {
    expect(await get("/v1/alerts", { q: "!&|" })).toMatchObject({ status: 400, body: { code: "query.no-words" } });
    expect(await titles("/v1/alerts", { q: `beacon'\\ & | !(evil` })).toEqual(["Beacon to evil.example"]);
  });
});

describe("counts", () => {
  it("are by any discrete fields, under any filter, the most first", async () => {
    expect((await get("/v1/alerts/counts", { by: "severity" })).body).toEqual({
      items: ["critical", "high", "low"].map((severity) => ({ values: { severity }, count: 1 })),
      truncated: false,
    });
    expect(
      (await get("/v1/alerts/counts", { by: "source,techniques", filter: 'severity >= "high"' })).body,
    ).toMatchObject({
      items: [{ values: { source: "Suricata", techniques: "T1071" }, count: 2 }],
    });
    expect((await get("/v1/incidents/counts", { by: "status,queue", q: "beacon" })).body).toMatchObject({
      items: [{ values: { status: "new", queue: "" }, count: 1 }],
    });
    expect(await get("/v1/alerts/counts", { by: "sverity" })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('did you mean "severity"?') },
    });
  });
});

describe("exports", () => {
  const lines = (body: unknown) => String(body).trimEnd().split(/\r?\n/);

  it("hand on every record, and go on after the last that came", async () => {
    const all = await get("/v1/alerts/export", { format: "ndjson" });
    expect(all.headers.get("content-type")).toContain("ndjson");
    const records = lines(all.body).map((line) => JSON.parse(line) as { id: string });
    expect(records.map(({ id }) => id)).toEqual(ids.toReversed());
    const rest = await get("/v1/alerts/export", { format: "ndjson", cursor: records[0]!.id });
    expect(lines(rest.body).map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(ids.toReversed().slice(1));
  });

  it("write CSV that no spreadsheet runs, a record a line", async () => {
    const { body, headers } = await get("/v1/alerts/export", { format: "csv" });
    expect(headers.get("content-type")).toContain("text/csv");
    const [head, ...rows] = lines(body);
    expect(head).toMatch(/^id,workspaceId,/);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain('"Port scan, ""loud"""');
    expect(rows[1]).toContain(",'=HYPERLINK(0) second line,");
  });

  it("write OCSF under the record's own id", async () => {
    const alerts = await get("/v1/alerts/export", { format: "ocsf" });
    expect(JSON.parse(lines(alerts.body)[0]!)).toMatchObject({
      class_uid: 2004,
      metadata: { uid: ids[2], version: "1.8.0" },
    });
    const incidents = await get("/v1/incidents/export", { format: "ocsf", filter: 'severity == "low"' });
    expect(lines(incidents.body).map((line) => JSON.parse(line) as object)).toMatchObject([
      { class_uid: 2005, severity_id: 2, status: "New", message: "Beacon seen" },
    ]);
  });

  it("say what is wrong before anything is sent", async () => {
    expect(await get("/v1/incidents/export", { filter: "titel == 'x'" })).toMatchObject({
      status: 400,
      body: { code: "expression.unknown-name" },
    });
    expect(await get("/v1/incidents/export", { format: "xml" })).toMatchObject({ status: 400 });
  });
});

describe("saved views", () => {
  const save = (body: object, token = analyst) => api.call("POST", "/v1/views", token, body);

  it("are a person's own, or everybody's when whoever works incidents says so", async () => {
    const mine = {
      name: "grave",
      kind: "alerts",
      filter: 'severity >= "high"',
      columns: ["severity", "title"],
      sort: "oldest",
    };
    expect(await save(mine)).toMatchObject({ status: 200, body: { ...mine, shared: false, createdBy: "token:ann" } });
    expect(await titles("/v1/alerts", { view: "grave" }).catch(() => "none")).toBe("none");
    expect(await save({ ...mine, shared: true }, viewer)).toMatchObject({ status: 403 });
    expect(await save({ ...mine, shared: true, filter: 'severity == "high"' })).toMatchObject({ status: 200 });
    expect(await titles("/v1/alerts", { view: "grave" })).toEqual(["Beacon to evil.example"]);
    const own = await get("/v1/alerts", { view: "grave" }, analyst);
    expect((own.body as { items: { title: string }[] }).items.map(({ title }) => title)).toEqual([
      "Beacon to evil.example",
      'Port scan, "loud"',
    ]);
    expect(await get("/v1/alerts", { view: "gravest" })).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('"gravest"') },
    });
  });

  it("are narrowed down by what else is asked", async () => {
    expect(await titles("/v1/alerts", { view: "grave", filter: 'entity.key == "nobody"' })).toEqual([]);
  });

  it("are refused with a filter or a column that is not there", async () => {
    const view = { name: "v", kind: "incidents" };
    expect(await save({ ...view, filter: "titel == 'x'" })).toMatchObject({
      status: 400,
      body: { code: "expression.unknown-name" },
    });
    expect(await save({ ...view, columns: ["titel"] })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('"title"') },
    });
  });

  it("are deleted by their owner, and everybody's by whoever may save one", async () => {
    const { items } = (await get("/v1/views", {}, viewer)).body as { items: { id: string; shared: boolean }[] };
    expect(items).toMatchObject([{ name: "grave", shared: true }]);
    expect(await api.call("DELETE", `/v1/views/${items[0]!.id}`, viewer)).toMatchObject({ status: 403 });
    expect(await api.call("DELETE", `/v1/views/${items[0]!.id}`, analyst)).toMatchObject({ status: 200 });
    expect(await api.call("DELETE", `/v1/views/${items[0]!.id}`, analyst)).toMatchObject({ status: 404 });
    expect(((await get("/v1/views", {}, analyst)).body as { items: unknown[] }).items).toHaveLength(1);
  });
});

describe("words within a name that runs them together", () => {
  it("are found like others, in alerts and in incidents", async () => {
    const title = "SuspiciousPowerShellDownload";
    await addAlert(title, "medium", "eve@example.com");
    await seedIncident(api.store.database, api.store.workspaceId, { title });
    for (const path of ["/v1/alerts", "/v1/incidents"]) {
      for (const q of ["powershell", "Download", "suspicious", "PowerShellDown"])
        expect(await titles(path, { q }), `${path} ${q}`).toEqual([title]);
      expect(await titles(path, { q: "ownload" })).toEqual([]);
    }
  });
});
