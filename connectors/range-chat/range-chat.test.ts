import { afterEach, beforeEach, expect, it } from "vitest";
import { connectToRange, type RangeConnection } from "../../test/support/range-connection.ts";
import connector from "./connector.ts";

let range: RangeConnection;
beforeEach(async () => {
  range = await connectToRange(connector, "chat");
});
afterEach(() => range.stop());

it("posts one message per key, to the default channel unless told, and finds it again", async () => {
  const message = { text: "Incident 7 waits for an approval." };
  expect(await range.readBack("chat.post-message", message, "e-1")).toMatchObject({ inForce: "no" });
  const posted = await range.run("chat.post-message", message, "e-1");
  expect(await range.run("chat.post-message", message, "e-1")).toEqual(posted);
  expect(await range.readBack("chat.post-message", message, "e-1")).toMatchObject({ inForce: "yes", seen: posted });
  expect(range.effects()).toEqual([
    { verb: "post-message", entity: "soc", key: "e-1", count: 2, effective: 1, repeated: 1 },
  ]);
  await range.run("chat.post-message", { channel: "#it-ops", text: "hello" });
  expect((await range.call("GET", "/channels/it-ops/messages")).body.messages).toMatchObject([
    { author: "cordon", text: "hello" },
  ]);
});

it("refuses a channel that is not there", async () => {
  await expect(range.run("chat.post-message", { channel: "nowhere", text: "?" })).rejects.toMatchObject({
    code: "connector.not-found",
  });
});

it("says what it may do", async () => {
  expect(await range.health()).toMatchObject({ ok: true, may: ["chat.post-message"] });
});
