/** Many questions at the same time, two of them in one run: each answer is good for the one effect that was asked about. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AskingCordon, startAsking, until } from "../../test/support/asking-cordon.ts";
import type { Approval } from "../model/approval.ts";

const PLAYBOOK = `playbook: two-words
title: Say two things at once
description: For a test of questions that are open together.
maturity: stable
trigger: "true"
default-queue: soc
steps:
  - parallel:
      left:
        - { action: http.send, with: { path: "/left/{{ incident.number }}" }, on-failure: [] }
      right:
        - { action: http.send, with: { path: "/right/{{ incident.number }}" }, on-failure: [] }
  - { end: true-positive, reason: Said., status: closed }
`;

let asking: AskingCordon;
beforeAll(async () => {
  asking = await startAsking();
  await asking.cordon.mapEverythingTo("two-words", PLAYBOOK);
  await asking.policies('@decision("ask")');
});
afterAll(() => asking?.stop());

const RUNS = 6;
const pathOf = ({ summary }: Approval) => /\/(left|right)\/\d+/.exec(summary)?.[0] ?? "";
const open = async () =>
  (await asking.cordon.call<{ items: Approval[] }>("GET", "/v1/approvals?status=pending&limit=200")).items;
const ended = async () =>
  (await asking.cordon.database.system.query("SELECT 1 FROM runs WHERE status = 'done'")).rowCount ?? 0;

test("two questions of one run never answer each other, nor those of others, in whatever order they are answered", {
  timeout: 60_000,
}, async () => {
  for (let run = 0; run < RUNS; run += 1) await asking.alert();
  const questions = await until(async () => {
    const found = await open();
    return found.length === 2 * RUNS ? found : undefined;
  });
  expect(new Set(questions.map(({ argsHash }) => argsHash)).size, "each about an effect of its own").toBe(2 * RUNS);

  // Of the first run one is answered and the other left open: nothing is done but that one.
  const [first, ...others] = questions;
  await asking.as("ada", "POST", `/v1/approvals/${first!.id}/approve`, { argsHash: first!.argsHash });
  await until(async () => (asking.product.seen.length === 1 ? true : undefined));
  expect((await open()).map(({ id }) => id).sort()).toEqual(others.map(({ id }) => id).sort());

  const yes = others.filter((_, index) => index % 2 === 0);
  const answers = await Promise.all(
    others.map((one) => {
      const path = `/v1/approvals/${one.id}`;
      if (yes.includes(one)) return asking.as("ada", "POST", `${path}/approve`, {});
      return asking.as("bob", "POST", `${path}/refuse`, { reason: "A test." });
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual(others.map(() => 200));
  await until(async () => ((await ended()) === RUNS ? true : undefined));
  expect(asking.product.seen.map(({ path }) => path).sort()).toEqual([first!, ...yes].map(pathOf).sort());
});
