import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { measuredByHand } from "../../test/support/measured.ts";
import { type Served, serveApi } from "../api/serve.ts";
import { openBreaker } from "../store/breaker.ts";
import { transaction } from "../store/database.ts";
import { openDriftReview } from "../store/review-drift.ts";

let api: TestApi;
let served: Served;
let env: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  env = { CORDON_URL: served.url, CORDON_TOKEN: await api.store.addToken(["admin", "engineer"]) };
  const hand = measuredByHand(api.store);
  const incident = { status: "closed", disposition: "false-positive", resolved_at: new Date(), type_id: "phishing" };
  await hand.ran(await hand.playbook("x", "1"), { status: "done", outcome: "benign" }, incident);
});
afterAll(async () => {
  await served?.close();
  await api?.close();
});

const cordon = (...args: string[]) => runCommand(args, env);
const shown = (words: RegExp) => ({ code: 0, out: expect.stringMatching(words) });

describe("cordon review", () => {
  it("shows the figures of any period, and what incidents cost", async () => {
    expect(await cordon("review", "figures", "--by", "type")).toMatchObject(
      shown(/phishing[\s\S]*falsePositives +100%/),
    );
    expect(await cordon("review", "work", "--from", "7d")).toMatchObject(shown(/phishing +1 +100% \(1 of 1/));
    const figures = await cordon("review", "figures", "--by", "version", "--playbook", "x", "--json");
    expect(JSON.parse(figures.out)).toMatchObject({ items: [{ part: "1", figures: { runs: 1 } }] });
    expect(await cordon("review", "figures", "--by", "version")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/playbook/),
    });
  });

  it("runs, lists, shows and answers reviews of access and policies too", async () => {
    expect(await cordon("review", "run", "--kind", "access")).toMatchObject(shown(/access +access/));
    const list = await cordon("review", "list", "--kind", "access", "--json");
    const access = (JSON.parse(list.out) as { items: { id: string }[] }).items[0]!;
    const findings = /Findings\n +Fewer than two people administer: nobody can answer for them\. \(access-one-admin\)/;
    expect(await cordon("review", "show", access.id)).toMatchObject(shown(findings));
    expect(await cordon("review", "answer", access.id, "--text", "Fine.")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/cordon access-review show/),
    });
    const made = JSON.parse((await cordon("review", "run", "--kind", "policies", "--json")).out) as {
      items: { id: string; dueAt: string }[];
    };
    const { id, dueAt } = made.items[0]!;
    expect(Date.parse(dueAt)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(await cordon("review", "run", "--kind", "policies")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/there already/),
    });
    const odd = await cordon("review", "run", "--kind", "policies", "--playbook", "x");
    expect(odd).toMatchObject({ code: 2, err: expect.stringMatching(/leave out --playbook/) });
    expect(await cordon("review", "list", "--kind", "policies")).toMatchObject(shown(/policies/));
    expect(await cordon("review", "show", id)).toMatchObject(shown(/risk acceptances +0[\s\S]*suppressions +0/));
    expect(await cordon("review", "answer", id, "--text", "Still right.")).toMatchObject(shown(/answered|closed/));
  });

  it("says after its answer that a playbook still asks before it acts, and how that ends", async () => {
    const now = new Date();
    const review = {
      ...{ playbook: "x", source: null, from: now, to: now, owner: "soc", dueAt: now },
      figures: {},
      findings: [],
    };
    const opened = { playbook: "x", cause: "drift", reason: "More failed." } as const;
    const id = await transaction(api.store.database.system, async (client) => {
      await openBreaker(client, api.store.workspaceId, opened);
      return openDriftReview(client, api.store.workspaceId, review);
    });
    const answered = await cordon("review", "answer", id, "--text", "A rule was noisy.");
    expect(answered).toMatchObject(shown(/breaker is open still[\s\S]*cordon breakers reset x/));
  });

  it("keeps a calendar, and says that nothing drifted or is overdue", async () => {
    const changed = await cordon("review", "settings", "--time-zone", "Europe/Vienna", "--holidays", "2026-12-25");
    expect(changed).toMatchObject(shown(/Europe\/Vienna[\s\S]*2026-12-25/));
    expect(await cordon("review", "settings", "--time-zone", "Vienna")).toMatchObject({ code: 2 });
    expect(await cordon("review", "settings", "--working-days", "mon,,tue")).toMatchObject({ code: 2 });
    expect(await cordon("review", "drift")).toMatchObject(shown(/All is as it was/));
    expect(await cordon("review", "list", "--overdue", "--json")).toMatchObject(shown(/"items": ?\[\]/));
  });
});

describe("cordon readiness", () => {
  it("shows the standing, what comes first and what to do", async () => {
    expect(await cordon("readiness")).toMatchObject(
      shown(/blocked[\s\S]*First of all: Capture[\s\S]*cordon source learn/),
    );
    expect(JSON.parse((await cordon("readiness", "--json")).out)).toMatchObject({ ready: false, lever: "capture" });
  });

  it("takes a stated answer and shows it as stated", async () => {
    const stated = await cordon("readiness", "state", "work-recorded", "yes", "--reason", "sampled");
    expect(stated).toMatchObject({ code: 0 });
    expect(await cordon("readiness", "probes")).toMatchObject(shown(/work-recorded +stated +met/));
    expect(await cordon("readiness", "state", "work-recorded", "perhaps", "--reason", "r")).toMatchObject({ code: 2 });
    expect(await cordon("readiness", "state", "people", "yes", "--reason", "r")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/measured/),
    });
    expect(await cordon("readiness", "history")).toMatchObject(shown(/No day is over yet/));
  });
});
