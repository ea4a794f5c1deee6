/** A command of a CACAO document, from the document to the host that it runs on. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import ssh from "../../connectors/ssh/connector.ts";
import { importCacao } from "../../src/cacao/import.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { initialState, type Perform } from "../../src/playbook/state.ts";
import { advance } from "../../src/playbook/step.ts";
import { fillFacts } from "../../src/taxonomy/example-facts.ts";
import { connectTo, type TestConnection } from "../support/connection.ts";
import { hasNftables, type RunningFirewall, startNftables } from "../support/real/nftables.ts";

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const [START, ACT, END, HOST] = [`start--${uuid(1)}`, `action--${uuid(2)}`, `end--${uuid(3)}`, `ssh--${uuid(4)}`];

function documentOf(address: string, command: string): string {
  return JSON.stringify({
    ...{ type: "playbook", spec_version: "cacao-2.0", id: `playbook--${uuid(20)}`, name: "Empty a set" },
    ...{ created_by: `identity--${uuid(21)}`, created: "2026-01-01T00:00:00Z", modified: "2026-01-01T00:00:00Z" },
    playbook_variables: { __set__: { type: "string", value: "plain4" } },
    workflow_start: START,
    workflow: {
      [START]: { type: "start", on_completion: ACT },
      [ACT]: { type: "action", agent: HOST, targets: [HOST], commands: [{ type: "ssh", command }], on_completion: END },
      [END]: { type: "end" },
    },
    target_definitions: { [HOST]: { type: "ssh", name: "bastion", address: { ipv4: [address] } } },
    agent_definitions: { [HOST]: { type: "ssh", name: "bastion", address: { ipv4: [address] } } },
  });
}

/** What the first step of the imported playbook wants done. */
function firstWish(text: string): Perform {
  const { playbook } = importCacao(text, { file: "x.json", connections: new Map([["bastion", "fw"]]) });
  const { program } = checkPlaybook(playbook?.source ?? "", { file: "playbook.yaml" });
  const { perform } = advance(program!, fillFacts({}), initialState, { kind: "started", now: Date.now() });
  return perform[0] as Perform;
}

describe.skipIf(!hasNftables())("a command of a CACAO document", () => {
  let host: RunningFirewall;
  let connection: TestConnection;
  beforeAll(async () => {
    host = await startNftables();
    const { hostKeyFingerprint: hostKey, privateKey, host: address, port, user } = host.ssh;
    const settings = { host: address, port, user, hostKey, contains: ["nft flush set inet cordon {set}"] };
    connection = connectTo(ssh, settings, { privateKey }, [host.cidr]);
  });
  afterAll(async () => {
    await connection?.close();
    await host?.stop();
  });

  test("does on its host what it says, where the connection lists it, and nothing where it does not", async () => {
    await host.nft("add", "element", "inet", "cordon", "plain4", "{ 203.0.113.7 }");
    const other = firstWish(documentOf(host.ssh.host, "nft flush ruleset"));
    await expect(connection.run(other.capability, other.input)).rejects.toMatchObject({ code: "connector.bad-input" });
    expect(await host.elements("plain4")).toContain("203.0.113.7");

    const wish = firstWish(documentOf(host.ssh.host, "nft flush set inet cordon __set__:value"));
    expect(wish).toMatchObject({ capability: "host.contain", connection: "fw" });
    expect(await connection.run(wish.capability, wish.input)).toMatchObject({ exitCode: 0 });
    expect(await host.elements("plain4")).not.toContain("203.0.113.7");
  });
});
