/** Servers that are not what they should be, a few lines of protocol each. What a real one does is tried in dovecot.real.test.ts. */
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { testContext } from "../../test/support/context.ts";
import { withMailbox } from "./mailbox.ts";
import { reportedMailSettings } from "./settings.ts";

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A server that says `greeting` and then answers each line by `answer`; with all it was told. */
async function serverSaying(greeting: string, answer: (line: string, socket: Socket) => void) {
  const told: string[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    if (greeting !== "") socket.write(greeting);
    socket.on("data", (chunk) => {
      told.push(chunk.toString());
      for (const line of chunk.toString().split("\r\n").filter(Boolean)) answer(line, socket);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const imap = { host: "127.0.0.1", port, user: "reports", security: "starttls" };
  return { told, context: testContext(reportedMailSettings.parse({ imap }), { password: "mailbox-password" }) };
}

test("a server that does not encrypt is told no name and no password", async () => {
  const { told, context } = await serverSaying("* OK ready\r\n", (line, socket) => {
    const [tag] = line.split(" ");
    socket.write(/CAPABILITY/.test(line) ? `* CAPABILITY IMAP4rev1\r\n${tag} OK\r\n` : `${tag} NO\r\n`);
  });
  await expect(withMailbox(context, async () => "in")).rejects.toMatchObject({
    root: "refused",
    code: "connector.rejected",
  });
  expect(told.join("")).not.toMatch(/mailbox-password|LOGIN|AUTHENTICATE|reports/);
});

test("a server that lets everybody in before it encrypts is not believed", async () => {
  const { told, context } = await serverSaying("* PREAUTH welcome\r\n", (line, socket) => {
    socket.write(`${line.split(" ")[0]} OK\r\n`);
  });
  await expect(withMailbox(context, async () => "in")).rejects.toMatchObject({ root: "refused" });
  expect(told.join("")).not.toMatch(/SELECT|EXAMINE/);
});

test("a server that says nothing is left when the time is up", async () => {
  const { context } = await serverSaying("", () => undefined);
  const started = Date.now();
  const bounded = { ...context, signal: AbortSignal.timeout(100) };
  await expect(withMailbox(bounded, async () => "in")).rejects.toMatchObject({ root: "transient" });
  expect(Date.now() - started).toBeLessThan(3_000);
});

test("a connection without a mailbox or a password says what is missing", async () => {
  const without = testContext(reportedMailSettings.parse({}));
  await expect(withMailbox(without, async () => "in")).rejects.toMatchObject({ code: "connector.bad-settings" });
  const { context } = await serverSaying("", () => undefined);
  await expect(withMailbox({ ...context, secrets: {} }, async () => "in")).rejects.toMatchObject({
    code: "connector.bad-settings",
  });
});
