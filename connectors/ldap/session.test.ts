import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { testContext } from "../../test/support/context.ts";
import { findAccount } from "./find-account.ts";
import { withDirectory } from "./session.ts";
import { ldapSettings } from "./settings.ts";

/** BindResponse, success (RFC 4511, 4.2.2), to a request whose message number is one byte. */
const signedIn = (request: Buffer) => {
  const at = request.indexOf(Buffer.from("0201", "hex"));
  return Buffer.concat([
    Buffer.from("300c", "hex"),
    request.subarray(at, at + 3),
    Buffer.from("61070a010004000400", "hex"),
  ]);
};

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => void server.close()));

async function contextFor(onConnection: (socket: Socket) => void) {
  const server = createServer(onConnection);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const settings = ldapSettings.parse({
    ...{ url: `ldap://127.0.0.1:${port}`, bindDn: "cn=a", baseDn: "dc=a", dialect: "openldap" },
    tls: { startTls: false },
  });
  return testContext(settings, { password: "password" });
}

test("a connection lost after signing in ends the call; it is not made again for an anonymous search that finds nobody", async () => {
  let connections = 0;
  const context = await contextFor((socket) => {
    connections += 1;
    socket.once("data", (request) => socket.end(signedIn(request)));
  });
  const find = withDirectory(context, async (session) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return findAccount(session, context.settings, "jdoe");
  });
  await expect(find).rejects.toMatchObject({ code: "connector.unreachable", details: { sent: true } });
  expect(connections).toBe(1);
});

test("a server that says nothing is left when the step's time is up", async () => {
  const open: Socket[] = [];
  const context = { ...(await contextFor((socket) => void open.push(socket))), signal: AbortSignal.timeout(100) };
  const started = Date.now();
  await expect(withDirectory(context, async () => "in")).rejects.toMatchObject({ code: "connector.unreachable" });
  expect(Date.now() - started).toBeLessThan(2000);
  for (const socket of open) socket.destroy();
});
