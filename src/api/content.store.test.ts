import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { answerJson, startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { writeReview } from "../store/review.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const text = (file: string) => ({ file, text: readFileSync(`${ROOT}${file}`, "utf8") });
const taxonomy = () => [
  text("taxonomy/taxonomy.yaml"),
  ...readdirSync(`${ROOT}taxonomy/types`).map((name) => text(`taxonomy/types/${name}`)),
];
const policies = () =>
  readdirSync(`${ROOT}policies`)
    .filter((name) => name.endsWith(".cedar"))
    .map((name) => text(`policies/${name}`));
const playbooks = () =>
  readdirSync(`${ROOT}playbooks`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => text(`playbooks/${name}/playbook.yaml`))
    .sort((a, b) => Number(isPart(b.text)) - Number(isPart(a.text)));
/** What others call has to be in force before them. */
const isPart = (source: string) => /^outputs:/m.test(source);

let api: TestApi;
let engineer: string;
let viewer: string;
let changes = 0;
beforeAll(async () => {
  api = await testApi({
    invalidate: () => {
      changes += 1;
    },
  });
  engineer = await api.store.addToken(["engineer"]);
  viewer = await api.store.addToken(["viewer"]);
});
afterAll(() => api?.close());

const post = (path: string, body: unknown, token = engineer) => api.call("POST", path, token, body);

describe("content", () => {
  it("is put in force in order: playbooks, the taxonomy that maps to them, policies", async () => {
    const early = await post("/v1/taxonomy", { files: taxonomy() });
    expect(early).toMatchObject({ status: 422, body: { code: "api.not-valid" } });
    const findings = (early.body as { details: { findings: unknown[] } }).details.findings;
    expect(findings[0]).toMatchObject({
      file: expect.stringContaining("taxonomy/"),
      line: expect.any(Number),
      fix: expect.any(String),
    });
    for (const { file, text: source } of playbooks()) {
      expect(await post("/v1/playbooks", { source, file }), file).toMatchObject({
        status: 201,
        body: { number: 1, changed: true, reach: expect.any(Array) },
      });
    }
    expect(await post("/v1/taxonomy/check", { files: taxonomy() }, viewer)).toMatchObject({
      status: 200,
      body: { ok: true },
    });
    expect(await post("/v1/taxonomy", { files: taxonomy() })).toMatchObject({
      status: 201,
      body: { number: 1, changed: true },
    });
    expect(await post("/v1/taxonomy", { files: taxonomy() })).toMatchObject({ body: { number: 1, changed: false } });
    expect(await post("/v1/policies", { files: policies() })).toMatchObject({
      status: 201,
      body: { number: 1, changed: true },
    });
    expect(changes).toBeGreaterThan(0);
    expect(await api.call("GET", "/v1/taxonomy", viewer)).toMatchObject({
      status: 200,
      body: { number: 1, createdBy: "token:engineer" },
    });
    expect(await api.call("GET", "/v1/policies", viewer)).toMatchObject({ body: { files: expect.any(Array) } });
  });

  it("says what a taxonomy would change, and keeps every version", async () => {
    const files = taxonomy().map(({ file, text: yaml }) => ({
      file,
      text: yaml.replace("within: 2h", "within: 45m"),
    }));
    const diff = await post("/v1/taxonomy/diff", { files }, viewer);
    expect(diff.body).toMatchObject({
      from: 1,
      changes: [
        { kind: "changed", subject: "correlation rule same-entity-and-cause", text: expect.stringContaining("45m") },
      ],
    });
    expect(await post("/v1/taxonomy", { files })).toMatchObject({ body: { number: 2, changed: true } });
    expect((await api.call("GET", "/v1/taxonomy/versions", viewer)).body).toMatchObject({
      items: [{ number: 2 }, { number: 1 }],
    });
    expect(await api.call("GET", "/v1/taxonomy/versions/1", viewer)).toMatchObject({
      status: 200,
      body: { number: 1 },
    });
    expect(await api.call("GET", "/v1/taxonomy/versions/9", viewer)).toMatchObject({ status: 404 });
  });

  it("that is wrong is refused with file, line and column, and changes nothing", async () => {
    const source = "playbook: broken\nsteps:\n  - action: identity.suspend-usr\n";
    const check = await post("/v1/playbooks/check", { source }, viewer);
    expect(check.body).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([
        expect.objectContaining({ line: 3, message: expect.stringContaining("identity.suspend-usr") }),
      ]),
    });
    expect(await post("/v1/playbooks", { source })).toMatchObject({ status: 422 });
    expect(await api.call("GET", "/v1/playbooks/broken", viewer)).toMatchObject({ status: 404 });
    const files = [
      { file: "policies/x.cedar", text: 'permit (principal, action == Action::"identity.suspend-usr", resource);' },
    ];
    expect(await post("/v1/policies/check", { files }, viewer)).toMatchObject({ status: 200, body: { ok: false } });
    expect(await post("/v1/policies", { files })).toMatchObject({ status: 422 });
    expect(await post("/v1/taxonomy/check", { files }, viewer)).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/taxonomy\.yaml/) },
    });
    expect(await post("/v1/playbooks", { source }, viewer)).toMatchObject({ status: 403 });
  });

  it("shows a playbook with its source and history", async () => {
    const { items } = (await api.call("GET", "/v1/playbooks", viewer)).body as {
      items: { name: string; maturity: string }[];
    };
    expect(items.map(({ name }) => name)).toContain("account-takeover");
    const one = await api.call("GET", "/v1/playbooks/account-takeover", viewer);
    expect(one.body).toMatchObject({
      number: 1,
      source: expect.stringContaining("playbook: account-takeover"),
      versions: [{ number: 1 }],
    });
  });
});

describe("connections", () => {
  let product: TestServer;
  beforeAll(async () => {
    product = await startTestServer((_request, response) =>
      answerJson(response, 401, { error: "token sesame-open-42 is not known" }),
    );
  });
  afterAll(() => product?.close());

  const add = (more: object) =>
    post("/v1/connections", { name: "edge", connector: "range-firewall", settings: { url: product.url }, ...more });

  it("take secrets, seal them, and give back their names alone", async () => {
    const added = await add({ secrets: { token: "sesame-open-42" } });
    expect(added).toMatchObject({
      status: 201,
      body: { name: "edge", secretNames: ["token"], simulated: true, health: null },
    });
    const stored = await api.store.database.system.query<{ row: string }>(
      "SELECT connections::text AS row FROM connections",
    );
    expect(stored.rows[0]!.row).not.toContain("sesame");
    for (const path of ["/v1/connections", "/v1/connections/edge"]) {
      expect(JSON.stringify((await api.call("GET", path, viewer)).body)).not.toContain("sesame");
    }
  });

  it("are known to the checker, as are the policies in force", async () => {
    const check = async (step: string) => {
      const source = `playbook: sample\ntitle: A\ndescription: B\nmaturity: stable\ntrigger: "true"\ndefault-queue: soc\nsteps:\n  - ${step}\n  - { end: benign, reason: done }\n`;
      const { body } = await post("/v1/playbooks/check", { source, file: "sample/playbook.yaml" }, viewer);
      return (body as { findings: { line: number; code: string }[] }).findings.map(
        ({ line, code }) => `${line} ${code}`,
      );
    };
    const block = (more: string) => `{ action: network.block-ip, with: { ip: 203.0.113.5 }, for: 1h${more} }`;
    expect(await check(block(", connection: edge"))).toEqual([]);
    expect(await check(block(", connection: edgy"))).toEqual(["8 playbook.unknown-connection"]);
    expect(await check("{ action: chat.post-message, with: { text: hello }, connection: edge }")).toEqual([
      "8 playbook.unable-connection",
    ]);
    expect(await check(block("").replace("203.0.113.5", "10.0.0.5"))).toEqual(["8 playbook.never-allowed"]);
  });

  it("keep their secrets when only the settings change", async () => {
    expect(await add({ settings: { url: `${product.url}/v2` } })).toMatchObject({
      status: 201,
      body: { secretNames: ["token"] },
    });
    const tested = await post("/v1/connections/edge/test", undefined);
    expect(tested).toMatchObject({ status: 200, body: { health: { ok: false, checkedAt: expect.any(String) } } });
    expect(product.seen.at(-1)!.headers.authorization).toBe("Bearer sesame-open-42");
    expect(JSON.stringify(tested.body)).not.toContain("sesame");
  });

  it("keep a secret when another one is given, and lose one that is taken away", async () => {
    const chat = (secrets: object) =>
      post("/v1/connections", { name: "team", connector: "slack", settings: {}, secrets });
    const names = (...secretNames: string[]) => ({ status: 201, body: { secretNames } });
    expect(await chat({ token: "xoxb-1", signingSecret: "once-signed" })).toMatchObject(
      names("signingSecret", "token"),
    );
    expect(await chat({ token: "xoxb-2" })).toMatchObject(names("signingSecret", "token"));
    expect(await chat({ signingSecret: null })).toMatchObject(names("token"));
    expect(await chat({ token: null })).toMatchObject({ status: 400 });
  });

  it.each([
    [{ connector: "fire-wall" }, /There is no connector "fire-wall".*range-firewall/],
    [{ settings: { url: "ftp://x" }, secrets: { token: "t" } }, /url/],
    [{ settings: {}, secrets: { token: "t" } }, /url/],
    [{ name: "fresh" }, /token/],
    [{ secrets: { token: "t", tokne: "t" } }, /tokne/],
    [{ name: "No Good" }, /name/],
  ])("are refused with the reason: %j", async (more, words) => {
    expect(await add(more)).toMatchObject({ status: 400, body: { message: expect.stringMatching(words) } });
  });

  it("are taken out of use; their catalog names what each needs", async () => {
    expect(await api.call("DELETE", "/v1/connections/edge", engineer)).toMatchObject({ status: 200 });
    expect(await api.call("GET", "/v1/connections/edge", viewer)).toMatchObject({ status: 404 });
    const catalog = (await api.call("GET", "/v1/connectors", viewer)).body as {
      items: { id: string; settings: { properties: object } }[];
    };
    const firewall = catalog.items.find(({ id }) => id === "range-firewall");
    expect(firewall).toMatchObject({
      simulated: true,
      takesAlerts: false,
      secrets: [{ name: "token" }],
      settings: { type: "object", properties: { url: {} } },
    });
  });
});

describe("quarantine", () => {
  it("is read again once the mapping is mended: the alert is in, the item settled", async () => {
    const map = (uid: string) =>
      post("/v1/connections", {
        name: "mail",
        connector: "generic",
        settings: { mapping: { uid, title: "title", time: "at" } },
      });
    await map("id");
    const ingest = await api.store.addToken(["ingest"]);
    const analyst = await api.store.addToken(["analyst"]);
    const delivered = await post(
      "/v1/ingest/mail",
      [
        { id: "1", title: "good", at: "2026-03-01T10:00:00Z" },
        { key: "2", title: "odd", at: "2026-03-01T10:00:00Z" },
      ],
      ingest,
    );
    const [held] = (delivered.body as { quarantined: { id: string }[] }).quarantined;
    const shown = await api.call("GET", `/v1/quarantine/${held!.id}`, viewer);
    expect(shown.body).toMatchObject({
      connection: "mail",
      position: 1,
      raw: { text: expect.stringContaining('"odd"') },
    });
    const replay = () => post(`/v1/quarantine/${held!.id}/replay`, undefined, analyst);
    await map("key");
    expect(await replay()).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 0, quarantined: [] } });
    expect(await replay()).toMatchObject({ status: 409 });
    expect((await api.call("GET", "/v1/quarantine", viewer)).body).toEqual({ items: [], next: null });
    const alerts = await api.call("GET", "/v1/alerts?q=odd", viewer);
    const [alert] = (alerts.body as { items: { id: string }[] }).items;
    expect((await api.call("GET", `/v1/alerts/${alert!.id}`, viewer)).body).toMatchObject({
      title: "odd",
      finding: { class_uid: 2004 },
      raw: { position: 0 },
    });
  });

  it("can be given up", async () => {
    const ingest = await api.store.addToken(["ingest"], { name: "second" });
    const analyst = await api.store.addToken(["analyst"], { name: "second" });
    const delivered = await api.call("POST", "/v1/ingest/mail", ingest, "not json");
    const [held] = (delivered.body as { details: { quarantined: { id: string }[] } }).details.quarantined;
    expect(await post(`/v1/quarantine/${held!.id}/discard`, undefined, analyst)).toMatchObject({ status: 200 });
    expect(await post(`/v1/quarantine/${held!.id}/discard`, undefined, analyst)).toMatchObject({ status: 409 });
    expect((await api.call("GET", "/v1/quarantine?status=discarded", viewer)).body).toMatchObject({
      items: [{ id: held!.id }],
    });
  });
});

describe("inventory", () => {
  const user = (key: string, more: object = {}) => ({ type: "user", key, attributes: { protected: true }, ...more });

  it("is imported under the spelling that alerts use, and known again by alias", async () => {
    const answer = await post("/v1/inventory", {
      entities: [user("Ada@Example.COM", { name: "Ada", aliases: ["ADA.L@example.com"] })],
    });
    expect(answer).toMatchObject({ status: 200, body: { imported: 1, byType: { user: 1 } } });
    const found = await api.call("GET", "/v1/entities?type=user&inventoried=true", viewer);
    expect(found.body).toMatchObject({
      items: [
        {
          key: "ada@example.com",
          name: "Ada",
          aliases: expect.arrayContaining(["ada.l@example.com"]),
          attributes: { protected: true, privileged: false },
        },
      ],
    });
  });

  it.each([
    [[user("a@example.com"), user("A@example.com")], /entities\.1 is the same user as entities\.0/],
    [[{ type: "ip", key: "not an address" }], /entities\.0\.key/],
    [[user("b@example.com", { attributes: { protcted: true } })], /protcted.*known:.*protected/],
    [[], /entities/],
  ])("is refused as a whole with the reason: %j", async (entities, words) => {
    expect(await post("/v1/inventory", { entities })).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(words) },
    });
  });
});

describe("reviews", () => {
  it("are asked for over a period that makes sense", async () => {
    expect(await post("/v1/reviews", { playbook: "x" })).toMatchObject({ status: 201, body: { items: [] } });
    const backwards = { from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" };
    expect(await post("/v1/reviews", backwards)).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/after from/) },
    });
  });

  it("are answered once by a person, and the answer stays", async () => {
    const { id } = await writeReview(api.store.database.system, api.store.workspaceId, {
      playbook: "account-takeover",
      from: new Date("2026-03-01T00:00:00Z"),
      to: new Date("2026-03-08T00:00:00Z"),
      figures: {},
      findings: [],
      owner: "soc",
      dueAt: new Date("2026-03-15T00:00:00Z"),
      by: "system",
    });
    const answer = (text: string, token?: string) => post(`/v1/reviews/${id}/answer`, { text }, token);
    expect(await answer("Fine.", viewer)).toMatchObject({ status: 403 });
    expect(await answer("  ")).toMatchObject({ status: 400, body: { code: "api.bad-body" } });
    const told = { status: "answered", answer: "The rule is narrower now.", answeredBy: "token:engineer" };
    expect(await answer("The rule is narrower now.")).toMatchObject({ status: 200, body: told });
    expect(await answer("No, wider.")).toMatchObject({
      status: 409,
      body: { message: expect.stringMatching(/token:engineer/) },
    });
    expect(await api.call("GET", `/v1/reviews/${id}`, viewer)).toMatchObject({ body: told });
    const none = "00000000-0000-7000-8000-000000000000";
    expect(await post(`/v1/reviews/${none}/answer`, { text: "x" })).toMatchObject({ status: 404 });
  });
});
