import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedForm, seedIncident, seedResponse } from "../../test/support/seed.ts";

let api: TestApi;
let kicks = 0;
let analyst: string;
let viewer: string;
beforeAll(async () => {
  api = await testApi({
    kick: () => {
      kicks += 1;
    },
  });
  analyst = await api.store.addToken(["analyst"]);
  viewer = await api.store.addToken(["viewer"]);
});
afterAll(() => api?.close());

async function asking(): Promise<{ formId: string; runId: string; incidentId: string }> {
  const { database, workspaceId } = api.store;
  const { id: incidentId } = await seedIncident(database, workspaceId);
  const { runId } = await seedResponse(database, workspaceId, incidentId);
  return { incidentId, runId, formId: await seedForm(database, { workspaceId, incidentId, runId }) };
}

const sql = async (text: string, values: unknown[]) => (await api.store.database.system.query(text, values)).rows;
const answer = (id: string, answers: unknown, token = analyst) =>
  api.call("POST", `/v1/forms/${id}/answer`, token, { answers });

describe("a form", () => {
  it("is shown with its questions, answered once, and wakes the run that waits", async () => {
    const { formId, runId, incidentId } = await asking();
    expect((await api.call("GET", `/v1/forms/${formId}`, viewer)).body).toMatchObject({
      incidentId,
      queue: "soc",
      step: "ask",
      status: "pending",
      fields: [{ name: "known", ask: "Do you know them?", type: "boolean" }],
    });
    const before = kicks;
    expect(await answer(formId, { known: true })).toMatchObject({
      status: 200,
      body: { status: "answered", answeredBy: "token:analyst", answers: { known: true } },
    });
    expect(kicks).toBe(before + 1);
    expect(await sql("SELECT wake_at <= now() AS due FROM runs WHERE id = $1", [runId])).toEqual([{ due: true }]);
    expect(await answer(formId, { known: false })).toMatchObject({ status: 409, body: { code: "form.answered" } });
    expect(await sql("SELECT actor, action FROM audit WHERE subject_id = $1", [formId])).toEqual([
      { actor: "token:analyst", action: "form-answered" },
    ]);
  });

  it("hands its incident to the queue it asks", async () => {
    const { incidentId } = await asking();
    expect((await api.call("GET", `/v1/incidents/${incidentId}`, viewer)).body).toMatchObject({
      queue: "soc",
      handoffReason: "Is it known?",
    });
  });

  it("takes all answers of the right type and nothing else, from who may answer", async () => {
    const { formId } = await asking();
    for (const wrong of [{}, { known: "yes" }, { known: true, more: 1 }])
      expect(await answer(formId, wrong)).toMatchObject({ status: 400, body: { code: "form.bad-answers" } });
    const { body } = await answer(formId, { knwon: true, known: "yes" });
    expect((body as { message: string }).message).toBe(
      'The answers do not fit the questions. known: expected true or false, not "yes"; knwon answers no question: did you mean "known"?',
    );
    expect(await answer(formId, { known: true }, viewer)).toMatchObject({ status: 403 });
    expect(await sql("SELECT status FROM forms WHERE id = $1", [formId])).toEqual([{ status: "pending" }]);
  });

  it("of two people who answer at once, hears one", async () => {
    const { formId } = await asking();
    const answers = await Promise.all([true, false, true].map((known) => answer(formId, { known })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it("that nobody waits for any more takes no answer, and is listed as expired", async () => {
    const { formId, runId } = await asking();
    await sql("UPDATE runs SET status = 'cancelled' WHERE id = $1", [runId]);
    expect(await answer(formId, { known: true })).toMatchObject({ status: 409, body: { code: "form.nobody-waits" } });
    const late = await asking();
    await sql("UPDATE forms SET expires_at = now() WHERE id = $1", [late.formId]);
    expect(await answer(late.formId, { known: true })).toMatchObject({ status: 409 });
    const expired = await api.call("GET", "/v1/forms?status=expired&queue=soc", viewer);
    const ids = (expired.body as { items: { id: string }[] }).items.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([formId, late.formId]));
  });
});
