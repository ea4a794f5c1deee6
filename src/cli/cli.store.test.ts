import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { seedForm, seedIncident, seedResponse } from "../../test/support/seed.ts";
import { type Served, serveApi } from "../api/serve.ts";
import { newId } from "../ids.ts";
import { writeReview } from "../store/review.ts";
import { offerAdminSecret } from "../store/workspace.ts";

const HOSTILE = "Sign-in \u001b[2J\u202e https://evil.example/x";

let api: TestApi;
let served: Served;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-cli-"));
  env = { CORDON_URL: served.url, CORDON_CREDENTIALS: join(folder, "credentials.json"), TZ: "Europe/Berlin" };
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const cordon = (args: string[], more: Record<string, string> = {}, input = "") =>
  runCommand(args, { ...env, ...more }, input);

describe("cordon, against a server", () => {
  it("logs in with the one-time secret and keeps the token where only its owner reads it", async () => {
    await offerAdminSecret(api.store.database.system, "crd_admin_once", api.store.workspaceId);
    const before = await cordon(["incidents", "list"]);
    expect(before).toMatchObject({ code: 4, err: expect.stringContaining("token is needed") });
    const login = await cordon(["login", "--secret", "-"], {}, "crd_admin_once\n");
    expect(login).toMatchObject({ code: 0, out: expect.stringContaining("as admin") });
    const saved = JSON.parse(readFileSync(env.CORDON_CREDENTIALS!, "utf8")) as { token: string };
    expect(statSync(env.CORDON_CREDENTIALS!).mode & 0o777).toBe(0o600);
    expect(login.out + login.err).not.toContain(saved.token);
    expect(await cordon(["login", "--secret", "-"], {}, "crd_admin_once\n")).toMatchObject({ code: 4 });
  });

  it("keeps a token for each workspace that was logged in to, uses the last, and another where that is said", async () => {
    const there = await api.store.addToken(["admin"], { workspaceId: await api.store.addWorkspace("emea") });
    const login = await cordon(["login", "--token", "-"], {}, `${there}\n`);
    expect(login.out).toMatch(/in the workspace emea\..* Those of .+ stay: cordon --in /s);
    expect((await cordon(["incidents", "list"])).code).toBe(0);
    const first = /cordon --in (\S+)/.exec(login.out)?.[1] ?? "";
    const named = await cordon(["--in", first, "workspace", "list"]);
    expect(named.out).toContain("emea");
    expect(await cordon(["incidents", "list", "--in", "nowhere"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/No token for the workspace "nowhere".*Kept are those of .*emea/s),
    });
    const saved = JSON.parse(readFileSync(env.CORDON_CREDENTIALS!, "utf8")) as { tokens: Record<string, string> };
    await cordon(["login", "--token", "-"], {}, `${saved.tokens[first]}\n`);
  });

  it("shows incidents in local time, with hostile text harmless; with --json one value and nothing else", async () => {
    const { database, workspaceId } = api.store;
    const incident = await seedIncident(database, workspaceId, { title: HOSTILE });
    await seedResponse(database, workspaceId, incident.id);
    const list = await cordon(["incidents", "list", "--severity", "high"]);
    expect(list.out).toContain("Sign-in \\u001b[2J\\u202e https://evil.example/x");
    for (const char of ["\u001b", "\u202e"]) expect(list.out).not.toContain(char);
    expect(list.out).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d CES?T/);
    const show = await cordon(["incidents", "show", String(incident.number)]);
    expect(show.out).toMatch(/Timeline\n[\s\S]*incident-opened/);
    const json = await cordon(["incidents", "show", incident.id, "--json"]);
    for (const char of ["\u001b", "\u202e"]) expect(json.out).not.toContain(char);
    expect(JSON.parse(json.out)).toMatchObject({ number: incident.number, title: HOSTILE });
  });

  it("answers what a run asks, in words that fit the questions", async () => {
    const { database, workspaceId } = api.store;
    const incident = await seedIncident(database, workspaceId);
    const { runId } = await seedResponse(database, workspaceId, incident.id);
    const formId = await seedForm(database, { workspaceId, incidentId: incident.id, runId });
    expect((await cordon(["forms", "list", "--incident", String(incident.number)])).out).toContain(formId);
    expect((await cordon(["incidents", "show", String(incident.number)])).out).toContain(
      `The run goes on with: cordon forms answer ${formId} known=…`,
    );
    expect((await cordon(["forms", "show", formId])).out).toMatch(/known +Do you know them\? +yes or no/);
    expect(await cordon(["forms", "answer", formId, "knwn=yes"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("expected known=…"),
    });
    expect(await cordon(["forms", "answer", formId, "known=perhaps"])).toMatchObject({ code: 2 });
    expect(await cordon(["forms", "answer", formId, "known=yes"])).toMatchObject({
      code: 0,
      out: "answered: the run goes on.\n",
    });
  });

  it("says of a containment that ended how it was undone, and that somebody had been there before", async () => {
    const { database, workspaceId } = api.store;
    const incident = await seedIncident(database, workspaceId);
    const { leaseId } = await seedResponse(database, workspaceId, incident.id);
    await database.system.query(
      `WITH ended AS (UPDATE leases SET status = 'released', released_at = now(), released_by = 'token:kim' WHERE id = $1 RETURNING *)
       INSERT INTO effects (id, workspace_id, step, playbook, idempotency_key, capability, effect_class, connection, entity_type, entity_key, args, args_hash,
         guard, status, reverses, read_back)
       SELECT $2, workspace_id, 'release', 't', 'lease:' || id, reversal, 'recover', connection, entity_type, entity_key, '{}', 'h',
         '{"decision": "allow", "policies": [], "reason": "It ended.", "budgets": []}', 'verified', effect_id, '{"note": "It had been undone in the system already."}' FROM ended`,
      [leaseId, newId()],
    );
    const { out } = await cordon(["containment", "show", leaseId]);
    expect(out).toMatch(/released: +\S+ \S+ \S+ by token:kim/);
    expect(out).toMatch(/undone: +verified: It had been undone in the system already\./);
  });

  it("says why something is contained, whether it still is, and that nothing is where nothing is", async () => {
    const { database, workspaceId } = api.store;
    const incident = await seedIncident(database, workspaceId);
    const { leaseId } = await seedResponse(database, workspaceId, incident.id);
    const shown = await cordon(["containment", "show", leaseId]);
    for (const words of ["user ada@example.com", "why", "playbook:t", "identity.restore-user", "since:", "until:"])
      expect(shown.out).toContain(words);
    expect(await cordon(["containment", "look", leaseId])).toMatchObject({
      code: 0,
      out: expect.stringContaining("corp cannot say whether identity.suspend-user on ada@example.com is in force."),
    });
    const again = await seedResponse(database, workspaceId, incident.id);
    expect(await cordon(["containment", "release", again.leaseId])).toMatchObject({
      code: 0,
      out: expect.stringContaining("another one of it holds until"),
    });
    const release = (...what: string[]) => cordon(["containment", "release-all", ...what, "--reason", "A test."]);
    expect(await release("--entity", "ada@exampel.com")).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean "ada@example.com"?'),
    });
    const quiet = await seedIncident(database, workspaceId);
    expect(await release("--incident", String(quiet.number))).toMatchObject({
      code: 0,
      out: "Nothing is contained there now: there is nothing to undo.\n",
    });
    expect(await release("--incident", "nonsense")).toMatchObject({ code: 2 });
    expect(await release("--incident", String(incident.number))).toMatchObject({
      code: 0,
      out: expect.stringContaining("2 containments are being undone."),
    });
  });

  it("takes a person's word: comment, close, approve", async () => {
    const { database, workspaceId } = api.store;
    const incident = await seedIncident(database, workspaceId);
    const { approvalId } = await seedResponse(database, workspaceId, incident.id);
    const pending = JSON.parse((await cordon(["approvals", "list", "--json"])).out) as { items: { id: string }[] };
    expect(pending.items.map(({ id }) => id)).toContain(approvalId);
    expect(await cordon(["approvals", "approve", approvalId, "--args-hash", "b".repeat(64)])).toMatchObject({
      code: 1,
    });
    expect(await cordon(["approvals", "approve", approvalId, "--comment", "go"])).toMatchObject({
      code: 0,
      out: "approved: Suspend ada\n",
    });
    expect(await cordon(["approvals", "refuse", approvalId, "--reason", "no"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("approved already"),
    });
    expect(await cordon(["incidents", "comment", String(incident.number), "Spoke to Ada."])).toMatchObject({ code: 0 });
    const closed = await cordon([
      "incidents",
      "close",
      String(incident.number),
      "--disposition",
      "benign",
      "--reason",
      "It was her.",
    ]);
    expect(closed).toMatchObject({ code: 0, out: `Incident ${incident.number} is closed, benign.\n` });
  });

  it("adds a connection with its secret from standard input, never from the command line, and hands in a file", async () => {
    const clear = await cordon(["connections", "add", "edge", "generic", "--secret", "signature=hunter2"]);
    expect(clear).toMatchObject({ code: 2, err: expect.stringContaining("signature=@file") });
    expect(clear.err).not.toContain("hunter2");
    const settings = join(folder, "settings.yaml");
    writeFileSync(settings, "mapping:\n  uid: id\n  title: title\n  time: at\n");
    const added = await cordon(["connections", "add", "edge", "generic", "--settings", settings]);
    expect(added).toMatchObject({ code: 0, out: expect.stringContaining("edge (generic)") });
    const alerts = join(folder, "alerts.json");
    writeFileSync(alerts, JSON.stringify([{ id: "1", title: "t", at: "2026-03-01T10:00:00Z" }, { title: "no id" }]));
    const token = await api.store.addToken(["ingest"]);
    const handed = await cordon(["ingest", "file", alerts, "--connection", "edge", "--json"], { CORDON_TOKEN: token });
    expect(JSON.parse(handed.out)).toMatchObject({ accepted: 1, quarantined: [{ code: expect.any(String) }] });
    expect(await cordon(["quarantine", "list"])).toMatchObject({ code: 0, out: expect.stringContaining("edge") });
    expect(await cordon(["connections", "remove", "edge"])).toMatchObject({ code: 0 });
  });

  it("makes tokens and shows them on standard output alone", async () => {
    const made = await cordon(["tokens", "create", "siem", "--role", "viewer", "analyst"]);
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^crd_[\w-]{43}\n$/) });
    const list = await cordon(["tokens", "list"], { CORDON_TOKEN: made.out.trim() });
    expect(list).toMatchObject({ code: 4, err: expect.stringContaining("role admin") });
  });

  it("says no to a secret the product does not have, before it asks for one that it has", async () => {
    const wrong = ["connections", "add", "fw", "range-firewall", "--secret", "tokn=-"];
    expect(await cordon(wrong, {}, "x")).toMatchObject({ code: 2, err: expect.stringContaining("It takes token.") });
    const none = ["connections", "add", "fw", "range-firewall"];
    expect(await cordon(none)).toMatchObject({ code: 2, err: expect.stringContaining("--secret token=@file") });
  });

  it("says how many secrets were sealed anew", async () => {
    expect(await cordon(["connections", "reseal"])).toMatchObject({ code: 0, out: expect.stringMatching(/^All \d+ /) });
  });

  it("takes the answer to a review, and an incident's number where a list is narrowed to it", async () => {
    const { database, workspaceId } = api.store;
    const period = { from: new Date("2026-03-01"), to: new Date("2026-03-08"), dueAt: new Date("2026-03-15") };
    const review = { ...period, playbook: "seeded", figures: {}, findings: [], owner: "soc", by: "system" };
    const { id } = await writeReview(database.system, workspaceId, review);
    expect(await cordon(["review", "answer", id, "--text", "-"], {}, "All is well.\n")).toMatchObject({
      code: 0,
      out: "The review of seeded is answered.\n",
    });
    expect(await cordon(["review", "answer", id, "--text", "No."])).toMatchObject({ code: 1 });
    const incident = await seedIncident(database, workspaceId);
    const { approvalId } = await seedResponse(database, workspaceId, incident.id);
    const listed = await cordon(["approvals", "list", "--incident", String(incident.number)]);
    expect(listed.out).toContain(approvalId);
    const none = await cordon(["runs", "list", "--incident", String(incident.number), "--playbook", "other"]);
    expect(none).toMatchObject({ code: 0, out: expect.stringContaining("No runs with") });
  });

  it("finds nothing wrong where nothing is", async () => {
    const doctor = await cordon(["doctor", "--json"]);
    expect(JSON.parse(doctor.out)).toMatchObject({ ok: true });
    expect(doctor.code).toBe(0);
  });
});

describe("cordon, when it cannot", () => {
  it.each([
    [["incidnets"], 2, /Did you mean incidents/],
    [["incidents", "lst"], 2, /Did you mean list/],
    [["incidents", "list", "--severty", "high"], 2, /Did you mean --severity/],
    [["incidents", "show"], 2, /missing required argument/],
    [["incidents", "show", "999999"], 2, /no incident "999999"/],
    [["incidents", "list", "--severity", "hgih"], 2, /severity/],
    [["containment", "extend", "x", "--for", "ages"], 2, /duration such as/],
    [["ingest", "file", "/nowhere", "--connection", "c"], 2, /ENOENT/],
  ])("%j ends with %i and says why", async (args, code, words) => {
    const outcome = await cordon(args);
    expect(outcome).toMatchObject({ code, err: expect.stringMatching(words), out: "" });
    expect(outcome.err).not.toMatch(/^\s+at /m);
  });

  it("ends with 3 when nobody answers", async () => {
    const outcome = await cordon(["incidents", "list"], { CORDON_URL: "http://127.0.0.1:9" });
    expect(outcome).toMatchObject({ code: 3, err: expect.stringContaining("Cannot reach Cordon") });
  });

  it("gives the error as the one JSON value with --json", async () => {
    const outcome = await cordon(["runs", "show", "00000000-0000-7000-8000-000000000000", "--json"]);
    expect(JSON.parse(outcome.out)).toMatchObject({ error: { code: "api.not-found" } });
    expect(outcome.code).toBe(2);
  });

  it("does not show a saved token to another server", async () => {
    const outcome = await cordon(["incidents", "list", "--url", served.url.replace("127.0.0.1", "localhost")]);
    expect(outcome.code).toBe(4);
  });
});

describe("cordon, without a server", () => {
  const nowhere = { CORDON_URL: "http://127.0.0.1:9" };

  it("checks playbooks, and says file, line and column", async () => {
    const file = join(folder, "playbook.yaml");
    writeFileSync(file, "playbook: broken\nsteps:\n  - action: identity.suspend-usr\n");
    const outcome = await cordon(["playbook", "check", file], nowhere);
    expect(outcome).toMatchObject({
      code: 2,
      out: expect.stringMatching(/playbook\.yaml:3:\d+ error .*identity\.suspend-user/),
    });
  });

  it("says what policies refuse whatever happens, and that they have errors of their own", async () => {
    const own = mkdtempSync(join(folder, "own-"));
    writeFileSync(
      join(own, "playbook.yaml"),
      `playbook: sample\ntitle: A\ndescription: B\nmaturity: stable\ntrigger: "true"\ndefault-queue: soc\nsteps:\n  - { action: network.block-ip, with: { ip: 10.0.0.5 }, for: 1h }\n  - { end: benign, reason: done }\n`,
    );
    const check = (policies: string) =>
      cordon(["playbook", "check", join(own, "playbook.yaml"), "--policies", policies], nowhere);
    expect(await check("policies")).toMatchObject({
      code: 2,
      out: expect.stringContaining("never-block-internal-addresses"),
    });
    writeFileSync(join(own, "wrong.cedar"), "permit (principal, action, resource)");
    const wrong = await check(own);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("have errors");
  });

  it("checks the shipped content and runs its cases", async () => {
    for (const args of [
      ["taxonomy", "check"],
      ["policy", "check"],
      ["playbook", "check"],
      ["playbook", "check", "."],
      ["playbook", "check", "--policies", "policies"],
      ["playbook", "test"],
    ]) {
      expect(await cordon(args, nowhere), args.join(" ")).toMatchObject({ code: 0, err: "" });
    }
  });

  it("says how far a playbook reaches by itself", async () => {
    const { code, out } = await cordon(["playbook", "reach", "playbooks/control-channel"], nowhere);
    expect({ code, reach: out.split("\n")[1]?.replace(/\s+/g, " ") }).toEqual({
      code: 0,
      reach:
        "block network.block-ip any ip 30 yes, where block-external-addresses holds; at most 50 an hour, at most 300 a day, beyond that it asks",
    });
    expect(await cordon(["playbook", "reach", "playbooks/nowhere"], nowhere)).toMatchObject({ code: 2 });
  });

  it.each(["bash", "zsh", "fish"])("prints a completion for %s that knows the commands", async (shell) => {
    const outcome = await cordon(["completion", shell], nowhere);
    expect(outcome.out).toMatch(/quarantine/);
    expect(outcome.out).toMatch(/severity/);
  });
});
