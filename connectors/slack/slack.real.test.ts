import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { type Description, hasDescription, readDescription, startPrism } from "../../test/support/real/prism.ts";
import connector from "./connector.ts";

const DESCRIPTION = "slack-web.swagger2.json";

interface Operation {
  parameters: { name: string; in: string; required?: boolean }[];
}

/**
 * Two liberties with Slack's description: it lists the token as a header of that name, while Slack's documentation (and its security scheme)
 * has it in `Authorization: Bearer`; and it puts `$ref` inside examples, where it is text and not a reference.
 */
function asDocumented(description: Description): Description {
  for (const operation of Object.values(description.paths as Record<string, Record<string, Operation>>).flatMap(
    (path) => Object.values(path),
  )) {
    for (const parameter of operation.parameters ?? [])
      if (parameter.in === "header" && parameter.name === "token") parameter.required = false;
  }
  return JSON.parse(JSON.stringify(description), (key, value: unknown) =>
    key === "examples" ? JSON.parse(JSON.stringify(value).replaceAll('"$ref"', '"x-ref"')) : value,
  ) as Description;
}

describe.skipIf(!hasDescription(DESCRIPTION))("against Slack's own description", () => {
  let prism: Awaited<ReturnType<typeof startPrism>>;
  let connection: TestConnection;
  beforeAll(async () => {
    prism = await startPrism(asDocumented(readDescription(DESCRIPTION)));
    connection = connectTo(connector, { baseUrl: `${prism.url}`, channel: "C024BE91L" }, { token: "xoxb-test-token" });
  });
  afterAll(async () => {
    await connection?.close();
    await prism?.stop();
  });

  test("chat.postMessage is accepted, and its example answer understood", async () => {
    expect(await connection.run("chat.post-message", { text: "contained" })).toEqual({
      id: expect.stringMatching(/^.+:.+$/),
    });
  });

  test("auth.test is accepted, and its example answer understood", async () => {
    expect(await connection.health()).toMatchObject({ ok: true, message: expect.stringContaining("Signed in as") });
  });

  test("Prism does refuse what the description does not allow, so the two above prove something", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded", authorization: "Bearer x" };
    const refused = await fetch(`${prism.url}/chat.postMessage`, { method: "POST", body: "text=no+channel", headers });
    expect(refused.status).toBeGreaterThanOrEqual(400);
  });
});
