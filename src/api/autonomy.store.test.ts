import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { newId } from "../ids.ts";
import { type Served, serveApi } from "./serve.ts";

let api: TestApi;
let served: Served;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  for (const name of ["ada", "bob"]) tokens[name] = await api.store.addToken(["engineer"], { name });
  tokens.ann = await api.store.addToken(["analyst"], { name: "ann" });
});
afterAll(async () => {
  await served?.close();
  await api?.close();
});

const pair = { playbook: "phishing-report", incidentType: "fraud/phishing" };
const post = (name: string, path: string, body: object = {}) =>
  api.call("POST", `/v1/autonomy/${path}`, tokens[name]!, { ...pair, reason: "r", ...body });
const standing = async () =>
  (await api.call("GET", `/v1/autonomy/standing?playbook=phishing-report&incidentType=fraud/phishing`, tokens.ann!))
    .body;

async function observe(count: number, agreed: boolean): Promise<void> {
  for (let made = 0; made < count; made += 1)
    await api.store.database.system.query(
      "INSERT INTO autonomy_observations VALUES ($1, 'run', $2, $3, $4, $5, $6, true, 'x', now())",
      [api.store.workspaceId, newId(), pair.incidentType, pair.playbook, newId(), agreed],
    );
}

describe("moving a playbook's stage", () => {
  it("is refused where there is no such playbook or nothing below", async () => {
    expect(await post("ann", "demote")).toMatchObject({
      status: 404,
      body: { message: expect.stringMatching(/no playbook in force/) },
    });
    await observe(1, true);
    expect(await post("ann", "demote", { to: "act" })).toMatchObject({ status: 400 });
    expect(await post("ann", "demote", { to: "shadow" })).toMatchObject({ status: 200, body: { stage: "shadow" } });
    expect(await post("ann", "demote")).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/expected one below it/) },
    });
    expect(await standing()).toMatchObject({ stage: "shadow", by: "token:ann", moves: [{ kind: "autonomy" }] });
  });

  it("up has to be earned, and takes two people", async () => {
    expect(await post("ann", "promote")).toMatchObject({ status: 403, body: { code: "api.not-authorized" } });
    expect(await post("ada", "promote")).toMatchObject({
      ...{
        status: 403,
        body: { code: "autonomy.not-earned", message: expect.stringMatching(/People judged 0, and 30 are needed/) },
      },
    });
    await observe(60, true);
    expect(await post("ada", "promote")).toMatchObject({ body: { stage: "shadow", proposedBy: "token:ada" } });
    expect(await post("ada", "promote")).toMatchObject({ status: 403, body: { code: "autonomy.second-person" } });
    expect(await post("bob", "promote")).toMatchObject({ body: { stage: "ask", proposedBy: null, by: "token:bob" } });
    expect(await post("bob", "promote")).toMatchObject({ status: 403, body: { code: "autonomy.not-earned" } });
  });

  it("leaves in the decision what was measured when it was taken, and who asked for it", async () => {
    const { moves } = (await standing()) as { moves: { what: string }[] };
    expect(moves[0]!.what).toMatch(
      /from shadow to ask .*People agreed with 60 of 60: at least 94 % with 95 % confidence[.] token:ada asked for it[.]$/,
    );
  });
});

describe("cordon autonomy", () => {
  const cordon = (...args: string[]) => runCommand(args, { CORDON_URL: served.url, CORDON_TOKEN: tokens.bob! });
  const shown = (words: RegExp) => ({ code: 0, out: expect.stringMatching(words) });

  it("lists, shows and moves stages", async () => {
    expect(await cordon("autonomy", "list")).toMatchObject(shown(/phishing-report +fraud\/phishing +ask/));
    expect(await cordon("autonomy", "show", "phishing-report", "fraud/phishing")).toMatchObject(
      shown(/ask since[\s\S]*from shadow to ask/),
    );
    const moved = await cordon("autonomy", "demote", "phishing-report", "fraud/phishing", "--reason", "r", "--json");
    expect(JSON.parse(moved.out)).toMatchObject({ stage: "shadow" });
  });

  it("says beside what is earned who asked for it, for the second person to see", async () => {
    await observe(60, true);
    await post("ada", "promote");
    expect(await cordon("autonomy", "list")).toMatchObject(
      shown(/ask is earned, and token:ada asked for it: a second/),
    );
  });

  it("shows and keeps the settings, and says what it expected", async () => {
    expect(await cordon("autonomy", "settings", "--set", "initial=shadow", "level=0.95")).toMatchObject(
      shown(/initial: +shadow[\s\S]*level: +0\.95[\s\S]*least: +30/),
    );
    expect(await cordon("autonomy", "settings", "--set", "initial=free")).toMatchObject({ code: 2 });
    expect(await cordon("autonomy", "settings", "--set", "initial")).toMatchObject({
      ...{ code: 2, err: expect.stringContaining("a name and a value") },
    });
  });
});
