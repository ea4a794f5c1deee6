import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { type Description, hasDescription, readDescription, startPrism } from "../../test/support/real/prism.ts";
import connector from "./connector.ts";

const DESCRIPTION = "wazuh-server-api.oas3.yaml";

/**
 * The published description at hand is of version 5, which left out `PUT /active-response` (it keeps the right for it). The servers in use
 * (4.x) have it, in this form: the agents in the query, the command in the body, nothing else in it.
 */
const ACTIVE_RESPONSE = {
  put: {
    parameters: [
      {
        in: "query",
        name: "agents_list",
        required: true,
        schema: { type: "array", items: { type: "string", pattern: "^\\d{3,}$" } },
        style: "form",
        explode: false,
      },
    ],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            type: "object",
            additionalProperties: false,
            required: ["command"],
            properties: {
              command: { type: "string" },
              arguments: { type: "array", items: { type: "string" } },
              alert: { type: "object" },
            },
          },
        },
      },
    },
    responses: {
      "200": {
        description: "The command was handed over",
        content: {
          "application/json": {
            schema: { type: "object" },
            example: {
              data: { affected_items: ["001"], total_affected_items: 1, total_failed_items: 0, failed_items: [] },
              message: "AR command was sent to all agents",
              error: 0,
            },
          },
        },
      },
    },
  },
};

/** The vendor's example lists several agents; ours has one, so that a look-up by id finds exactly it. */
function withOneAgent(description: Description): Description {
  const paths = description.paths as Record<
    string,
    {
      get: {
        responses: Record<
          string,
          { content: Record<string, { example: { data: { affected_items: { id: string }[] } } }> }
        >;
      };
    }
  >;
  const { data } = paths["/agents"]!.get.responses["200"]!.content["application/json"]!.example;
  data.affected_items = data.affected_items.filter(({ id }) => id !== "000").slice(0, 1);
  return { ...description, paths: { ...paths, "/active-response": ACTIVE_RESPONSE } };
}

describe.skipIf(!hasDescription(DESCRIPTION))("against Wazuh's own description", () => {
  let prism: Awaited<ReturnType<typeof startPrism>>;
  let connection: TestConnection;
  beforeAll(async () => {
    prism = await startPrism(withOneAgent(readDescription(DESCRIPTION)));
    const settings = {
      baseUrl: prism.url,
      user: "cordon",
      isolateCommand: "!isolate",
      releaseCommand: "!release",
      isolatedGroup: "isolated",
    };
    connection = connectTo(connector, settings, { password: "test-password" });
  });
  afterAll(async () => {
    await connection?.close();
    await prism?.stop();
  });

  test("signing in and looking up an agent are accepted, and the example answers understood", async () => {
    expect(await connection.run("endpoint.get-device", { device: "001" })).toMatchObject({
      found: true,
      isolated: false,
      os: expect.any(String),
      tags: expect.any(Array),
    });
    expect(await connection.run("endpoint.get-device", { device: "laptop-7" })).toMatchObject({ found: true });
  });

  test("isolating and releasing are accepted, with the mark put and taken", async () => {
    expect(await connection.run("endpoint.isolate", { device: "001", reason: "malware" })).toEqual({
      wasIsolated: false,
    });
    expect(await connection.run("endpoint.release", { device: "001", reason: "clean" })).toEqual({});
    expect(await connection.readBack("endpoint.isolate", { device: "001" })).toMatchObject({ inForce: "no" });
  });

  test("asking for our own rights is accepted", async () => {
    expect(await connection.health()).toMatchObject({ message: expect.stringContaining("Signed in as cordon") });
  });

  test("Prism does refuse what the description does not allow, so the three above prove something", async () => {
    expect((await fetch(`${prism.url}/agents`)).status).toBe(401);
    const badStatus = await fetch(`${prism.url}/agents?status=sleeping`, { headers: { authorization: "Bearer x" } });
    expect(badStatus.status).toBeGreaterThanOrEqual(400);
  });
});
