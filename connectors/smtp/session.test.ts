/** What a mail server must not be able to do, by answering wrongly, early, late or not at all. */
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { connectTo } from "../../test/support/connection.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that answers line by line as `script` says; a line it has no answer to ends the connection. */
async function serverThat(script: Record<string, string>) {
  const heard: string[] = [];
  const server: Server = createServer((socket: Socket) => {
    socket.on("error", () => {});
    socket.write(script.greeting ?? "220 mail.test\r\n");
    socket.on("data", (chunk) => {
      for (const line of chunk.toString().split("\r\n").filter(Boolean)) {
        heard.push(line);
        const answer = Object.entries(script).find(([begin]) => line.startsWith(begin))?.[1];
        if (answer === undefined) socket.end();
        else socket.write(answer);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  closers.push(() => new Promise((resolve) => void server.close(() => resolve())));
  return { port, heard };
}

const QUESTION = { title: "t", lines: [], link: "https://c.test/a", token: "a", expiresAt: "" };

async function asking(
  script: Record<string, string>,
  settings: object = { security: "none" },
  address = "ada@corp.test",
) {
  const { port, heard } = await serverThat(script);
  const connection = connectTo(
    connector,
    { host: "127.0.0.1", port, from: "cordon@corp.test", ...settings },
    { password: "canary-password" },
  );
  closers.push(() => connection.close());
  const noted = () => connection.note(address, "A review waits.");
  return { asked: connection.ask(address, QUESTION), noted, heard };
}

const TAKES = { EHLO: "250-mail.test\r\n250 HELP\r\n", MAIL: "250 ok\r\n", RCPT: "250 ok\r\n", DATA: "354 go\r\n" };

test("a message that is taken is answered with what the server calls it", async () => {
  const { asked, heard } = await asking({ ...TAKES, ".": "250 queued as 7\r\n", QUIT: "221 bye\r\n", "": "" });
  expect(await asked).toEqual({ id: "queued as 7" });
  expect(heard).toContain("RCPT TO:<ada@corp.test>");
});

test("what needs no answer goes as words alone, without a link or a right", async () => {
  const { asked, noted, heard } = await asking({ ...TAKES, ".": "250 queued as 7\r\n", QUIT: "221 bye\r\n", "": "" });
  await asked;
  const before = heard.length;
  expect(await noted()).toEqual({ id: "queued as 7" });
  const body = Buffer.from("A review waits.\r\n").toString("base64");
  expect(heard.slice(before).join("\n")).toContain(body);
});

test.each([
  ["550 no such user\r\n", "refused", "connector.rejected"],
  ["451 later\r\n", "transient", "connector.unavailable"],
  ["530 sign in\r\n", "refused", "connector.forbidden"],
  ["hello\r\n", "refused", "connector.bad-answer"],
  [`250-${"x".repeat(70_000)}`, "refused", "connector.bad-answer"],
])("%.20j to the addressee is %s %s", async (answer, root, code) => {
  const { asked } = await asking({ ...TAKES, RCPT: answer });
  await expect(asked).rejects.toMatchObject({ root, code });
});

test("a connection that is lost is worth another try", async () => {
  const { asked } = await asking({ EHLO: "250 mail.test\r\n" });
  await expect(asked).rejects.toMatchObject({ root: "transient", code: "connector.unreachable" });
});

test("without the encryption that was asked for neither password nor message is sent", async () => {
  const { asked, heard } = await asking(TAKES, { security: "starttls", user: "cordon" });
  await expect(asked).rejects.toMatchObject({ code: "connector.rejected" });
  expect(heard).toEqual(["EHLO cordon.invalid"]);
});

test("what is said in the clear before the encryption begins is not believed", async () => {
  const early = "220 go\r\n250-mail.test\r\n250 AUTH PLAIN\r\n";
  const offers = "250-mail.test\r\n250 STARTTLS\r\n";
  const { asked, heard } = await asking({ EHLO: offers, STARTTLS: early }, { security: "starttls", user: "cordon" });
  await expect(asked).rejects.toMatchObject({ code: "connector.bad-answer" });
  expect(heard).toEqual(["EHLO cordon.invalid", "STARTTLS"]);
});

test.each(["ada@corp.test>\r\nRCPT TO:<eve@corp.test", "ada", "zoë@corp.test", "a b@corp.test", ""])(
  "%j is no address, and nothing is said",
  async (address) => {
    const { asked, heard } = await asking(TAKES, { security: "none" }, address);
    await expect(asked).rejects.toMatchObject({ root: "input", code: "connector.bad-input" });
    expect(heard).toEqual([]);
  },
);
