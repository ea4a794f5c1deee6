/** A link in a mail: what opening it does, what answering by it does, and what it never does. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { type SeededResponse, seedIncident, seedResponse } from "../../test/support/seed.ts";
import { newId, sha256 } from "../ids.ts";
import type { ApprovalTerms } from "../model/approval.ts";
import { readApproval } from "../store/approval.ts";
import { keepLink } from "../store/approval-link.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  await api.store.addToken(["approver"], { name: "ada" });
  await api.store.addToken(["approver"], { name: "bob" });
  await api.store.addToken(["viewer"], { name: "eve" });
});
afterAll(() => api?.close());

async function asked(terms: Partial<ApprovalTerms> = {}): Promise<SeededResponse> {
  const { id } = await seedIncident(api.store.database, api.store.workspaceId);
  return seedResponse(api.store.database, api.store.workspaceId, id, terms);
}

async function linkTo({ approvalId, argsHash }: SeededResponse, person = "ada", until = Date.now() + 60_000) {
  const token = newId();
  const { workspaceId, database } = api.store;
  const link = { workspaceId, approvalId, person, connection: "mail", argsHash };
  await keepLink(database.system, sha256(token), link, new Date(until));
  return `/answer/${token}`;
}

const open = (path: string) => api.app.request(path);
async function answer(path: string, fields: Record<string, string>) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams({ argsHash: "a".repeat(64), ...fields }).toString();
  const response = await api.app.request(path, { method: "POST", headers, body });
  return { status: response.status, text: await response.text() };
}
const approvalOf = async ({ approvalId }: SeededResponse) =>
  (await readApproval(api.store.database.system, api.store.workspaceId, approvalId))!;

describe("opening the link", () => {
  it("shows the effect in words and answers nothing, however often it is opened", async () => {
    const response = await asked();
    const path = await linkTo(response);
    for (let times = 0; times < 3; times += 1) {
      const page = await open(path);
      expect(page.status).toBe(200);
      const text = await page.text();
      for (const words of ["suspend account ada@example.com by corp", "4h, then it is undone", "You are</dt><dd>ada"])
        expect(text).toContain(words);
      expect(text).not.toMatch(/<script|javascript:|\son\w+=/i);
    }
    expect(await approvalOf(response)).toMatchObject({ status: "pending", votes: [] });
  });

  it("is a page that may run nothing, load nothing, be framed by nobody and be kept by nobody", async () => {
    const { headers } = await open(await linkTo(await asked()));
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("shows what alerts say as text", async () => {
    const response = await asked();
    const evil = `</dd><script>alert(1)</script><img src=x onerror="alert(1)">'`;
    await api.store.database.system.query(
      "UPDATE approvals SET words = jsonb_set(words, '{incident}', to_jsonb($2::text)) WHERE id = $1",
      [response.approvalId, evil],
    );
    const text = await (await open(await linkTo(response))).text();
    expect(text).not.toMatch(/<script|<img/);
    expect(text).toContain("&#60;script&#62;");
  });
});

describe("answering by the link", () => {
  it("counts once, and uses up every link of that person", async () => {
    const response = await asked();
    const [path, other] = [await linkTo(response), await linkTo(response)];
    expect(await answer(path, { answer: "approved" })).toMatchObject({
      status: 200,
      text: expect.stringContaining("It is approved"),
    });
    expect(await approvalOf(response)).toMatchObject({
      ...{ status: "approved", decidedBy: "person:ada" },
      votes: [{ person: "ada", way: "mail", answer: "approved" }],
    });
    for (const again of [path, other]) {
      expect((await answer(again, { answer: "denied", reason: "no" })).status).toBe(410);
      expect((await open(again)).status).toBe(410);
    }
  });

  it("of one link many times at once counts once", async () => {
    const response = await asked({ approvers: 2 });
    const path = await linkTo(response);
    const all = await Promise.all(Array.from({ length: 6 }, () => answer(path, { answer: "approved" })));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await approvalOf(response)).votes).toHaveLength(1);
    expect(await answer(await linkTo(response, "bob"), { answer: "approved" })).toMatchObject({ status: 200 });
    expect((await approvalOf(response)).status).toBe("approved");
  });

  it("with a no says why, or is asked again", async () => {
    const response = await asked();
    const path = await linkTo(response);
    expect(await answer(path, { answer: "denied" })).toMatchObject({
      status: 400,
      text: expect.stringContaining("A no says why."),
    });
    expect((await answer(path, {})).status).toBe(400);
    expect((await answer(path, { answer: "denied", reason: "It is a test." })).status).toBe(200);
    expect(await approvalOf(response)).toMatchObject({ status: "denied", comment: "It is a test." });
  });

  it("counts for nothing for another effect, after its time, or by who has not the role", async () => {
    const response = await asked();
    const path = await linkTo(response);
    expect((await answer(path, { answer: "approved", argsHash: "b".repeat(64) })).status).toBe(409);
    expect((await answer(await linkTo(response, "ada", Date.now() - 1), { answer: "approved" })).status).toBe(410);
    for (const person of ["eve", "nobody"])
      expect((await answer(await linkTo(response, person), { answer: "approved" })).status).toBe(403);
    expect(await approvalOf(response)).toMatchObject({ status: "pending", votes: [] });
  });
});

it("links that somebody makes up say nothing, and soon are not looked at", async () => {
  const statuses = [];
  for (let tries = 0; tries < 35; tries += 1) statuses.push((await open(`/answer/${newId()}`)).status);
  expect(statuses[0]).toBe(410);
  expect(statuses.at(-1)).toBe(429);
});
