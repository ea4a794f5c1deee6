import { once } from "node:events";
import { createConnection, createServer } from "node:net";
import { expect, test } from "vitest";
import { sleep } from "../clock.ts";
import { noticePauses } from "./pauses.ts";

function standStill(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

test("a pause is noticed once, with its length, before the answers that came meanwhile are read", async () => {
  const stopping = new AbortController();
  const seen: string[] = [];
  let length = 0;
  noticePauses({ everyMs: 20, longestMs: 500 }, stopping.signal, (milliseconds) => {
    length = milliseconds;
    seen.push("paused");
  });
  const server = createServer((socket) => void socket.on("data", () => socket.write("answer")));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = createConnection((server.address() as { port: number }).port, "127.0.0.1");
  await once(socket, "connect");
  await sleep(60);
  expect(seen).toEqual([]);
  const answered = once(socket, "data").then(() => seen.push("answered"));
  socket.write("question");
  standStill(700);
  await answered;
  await sleep(60);
  expect(seen).toEqual(["paused", "answered"]);
  expect(length).toBeGreaterThanOrEqual(600);
  stopping.abort();
  socket.destroy();
  server.close();
});

test("nothing is noticed once it is stopped", async () => {
  const stopping = new AbortController();
  let noticed = 0;
  noticePauses({ everyMs: 10, longestMs: 50 }, stopping.signal, () => (noticed += 1));
  stopping.abort();
  standStill(120);
  await sleep(30);
  expect(noticed).toBe(0);
});
