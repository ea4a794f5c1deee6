import { afterEach, expect, test } from "vitest";
import { connectTo } from "../../test/support/connection.ts";
import { startTestServer } from "../../test/support/http-server.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function workflow(settings: object) {
  const server = await startTestServer((_request, response) => void response.writeHead(202).end());
  const connection = connectTo(connector, { ...settings }, { workflowUrl: `${server.url}/workflows/1?sig=canary` });
  closers.push(
    () => connection.close(),
    () => server.close(),
  );
  return { server, connection, sent: () => JSON.parse(server.seen[0]!.body) };
}

const QUESTION = {
  title: "Suspend ada?",
  lines: [["Incident", "7: [your bank](http://evil.example)"] as const],
  link: "https://cordon.test/answer/t0ken",
  token: "t0ken",
  expiresAt: "2026-11-01T10:00:00.000Z",
};

test("a question to a person is a card whose button opens the page, for that recipient", async () => {
  const { connection, sent } = await workflow({ postsTo: "person" });
  await connection.ask("ada@corp.test", QUESTION);
  const { recipient, attachments } = sent();
  expect(recipient).toBe("ada@corp.test");
  expect(attachments[0]).toMatchObject({
    contentType: "application/vnd.microsoft.card.adaptive",
    content: {
      type: "AdaptiveCard",
      actions: [{ type: "Action.OpenUrl", url: "https://cordon.test/answer/t0ken" }],
    },
  });
  // A TextBlock would read Markdown, and an alert's words would become a link.
  expect(JSON.stringify(attachments)).not.toContain('"TextBlock"');
});

test("what others read too carries no right to answer", async () => {
  const { connection, server } = await workflow({});
  await connection.ask("ada@corp.test", QUESTION);
  expect(server.seen[0]!.body).not.toContain("t0ken");
  expect(server.seen[0]!.body).toContain("cordon approvals list");
});

test("a message is posted, and the address of the workflow stays a secret when it is refused", async () => {
  const { connection, sent } = await workflow({});
  await connection.run("chat.post-message", { text: "contained" });
  expect(JSON.stringify(sent())).toContain("contained");
  const server = await startTestServer((request, response) => void response.writeHead(403).end(request.path));
  const refused = connectTo(connector, {}, { workflowUrl: `${server.url}/workflows/1?sig=canary` });
  closers.push(
    () => refused.close(),
    () => server.close(),
  );
  const error = await refused.run("chat.post-message", { text: "x" }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "connector.forbidden" });
  expect(JSON.stringify(error)).not.toContain("canary");
});
