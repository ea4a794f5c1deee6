/** What a question looks like once a product puts it to somebody. */
import { expect, test } from "vitest";
import { z } from "zod";
import { connectTo } from "../../test/support/connection.ts";
import type { Question } from "./asking.ts";
import { defineConnector } from "./connector.ts";

const seen: Question[] = [];
const paper = defineConnector({
  ...{
    id: "paper",
    title: "Paper",
    docs: "https://example.com",
    settings: z.strictObject({}),
    secrets: [],
    actions: [],
  },
  asking: {
    ...{ docs: "https://example.com", permissions: [] },
    async ask(_context, _address, question) {
      seen.push(question);
      return { id: "1" };
    },
  },
});

test("nothing in a question's words can be followed but its own link", async () => {
  const connection = connectTo(paper, {}, {});
  await connection.ask("ada", {
    title: "block http://phish.example.com/login",
    lines: [["What was seen", "url HTTPS://a.b.example/x?y.z and nothing else"]],
    ...{ link: "https://cordon.example.com/answer/t", token: "t", expiresAt: "2026-11-01T10:00:00.000Z" },
  });
  await connection.close();
  expect(seen).toMatchObject([
    {
      title: "block hxxp://phish[.]example[.]com/login",
      lines: [["What was seen", "url HxxPS://a[.]b[.]example/x?y.z and nothing else"]],
      link: "https://cordon.example.com/answer/t",
    },
  ]);
});
