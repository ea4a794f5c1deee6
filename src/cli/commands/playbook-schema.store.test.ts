import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestApi } from "../../../test/support/api.ts";
import { runCommand } from "../../../test/support/command-line.ts";
import { inForce } from "../../../test/support/past-rows.ts";
import { type ServedApi, servedApi } from "../../../test/support/served-api.ts";

const SOURCE = `playbook: watched
title: Watched
description: For tests
maturity: stable
trigger: size(incident.users) > 0
default-queue: soc
steps:
  - end: benign
    reason: "{{ incident.title }}"
`;

let api: TestApi;
let served: ServedApi;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  served = await servedApi(["engineer"]);
  ({ api, folder, env } = served);
  await inForce(api.store.database, api.store.workspaceId, SOURCE);
});
afterAll(() => served?.close());

const schema = (...args: string[]) => runCommand(["playbook", "schema", ...args], env);

describe("cordon playbook schema", { timeout: 180_000 }, () => {
  test("shows a version and the difference of two, and what editors complete by", async () => {
    const editor = JSON.parse((await schema("editor")).out);
    expect(editor).toMatchObject({ title: "Cordon playbook", properties: { trigger: {} } });
    const shown = await schema("show", "--json");
    expect(JSON.parse(shown.out)).toMatchObject({ version: 2, incident: { title: "text" } });
    expect(await schema("diff", "--from", "1", "--to", "1")).toMatchObject({ code: 0, out: "They are the same.\n" });
    expect((await schema("diff", "--from", "1", "--to", "2")).out).toContain("incident.observations");
    expect(await schema("diff", "--from", "9")).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no version 9"),
    });
  });

  test("says which playbooks in force another one breaks, where, and what was meant", async () => {
    const file = join(folder, "next.json");
    writeFileSync(file, (await schema("show")).out.replace('"title": "text"', '"titles": "text"'));
    const { code, out } = await schema("breaks", "--against", file);
    expect(code).toBe(1);
    expect(out).toContain("incident.title is gone; it was text");
    expect(out).toMatch(/watched\/playbook\.yaml:9:\d+ error .*titles.*\[expression\./);
    expect(out).toContain("1 of 1 playbooks would break.");
    expect(out).toContain("0 places in 0 other texts would break.");
    const view = { name: "titled", kind: "incidents", filter: 'title.contains("x")', shared: true };
    const token = await api.store.addToken(["engineer"]);
    expect((await api.call("POST", "/v1/views", token, view)).status).toBeLessThan(300);
    expect((await schema("breaks", "--against", file)).out).toContain("FAIL view titled:1:1 incident.title is gone");
    const same = await schema("show");
    writeFileSync(file, same.out);
    expect(await schema("breaks", "--against", file, "--json")).toMatchObject({ code: 0 });
    writeFileSync(file, "{}");
    expect(await schema("breaks", "--against", file)).toMatchObject({
      code: 2,
      err: expect.stringContaining("is no incident schema"),
    });
  });
});
