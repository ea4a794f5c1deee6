import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { newClient } from "./client.ts";

async function serving<T>(listener: RequestListener, act: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const clientOf = (url: string) => newClient({ url, token: "t" } as Parameters<typeof newClient>[0]);
const LOST = { root: "transient", code: "cli.answer-lost" };
const UNREACHABLE = { root: "transient", code: "cli.unreachable" };

describe("a server that dies under a request", () => {
  test.each<[string, RequestListener]>([
    ["before it answers", (request) => request.resume().on("end", () => request.socket.destroy())],
    [
      "in the middle of its answer",
      (request, response) => {
        request.resume();
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write("{", () => request.socket.destroy());
      },
    ],
  ])("may have done what it was asked, %s", async (_when, listener) => {
    await serving(listener, async (url) => {
      await expect(clientOf(url).send("POST", "/v1/content/apply", {})).rejects.toMatchObject(LOST);
      await expect(clientOf(url).get("/v1/playbooks")).rejects.toMatchObject(UNREACHABLE);
    });
  });

  test("and one that does not answer in time", async () => {
    const silent: RequestListener = (request) => void request.resume();
    await serving(silent, async (url) => {
      const asked = clientOf(url).send("POST", "/v1/content/apply", {}, { timeoutMs: 100 });
      await expect(asked).rejects.toMatchObject(LOST);
    });
  });
});

test("where nobody listens nothing was asked", async () => {
  const gone = await serving(
    () => {},
    async (url) => url,
  );
  await expect(clientOf(gone).send("POST", "/v1/content/apply", {})).rejects.toMatchObject(UNREACHABLE);
});
