import { checkPlaybook } from "../../playbook/check.ts";
import type { Compared } from "../../playbook/diff.ts";
import { type PlaybookVersion, playbookHistory, playbooksInForce } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { notFound } from "../authenticate.ts";
import { notValid, playbookFinding } from "../content-findings.ts";
import { DiffRequest, PlaybookDiff } from "../contract/version.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { libraryInForce } from "../library-in-force.ts";
import { changesOf, comparedOf } from "../playbook-changes.ts";
import { noSuchPlaybook, noSuchVersion } from "../standing-version.ts";

const tag = "playbooks";

/** What changed between two versions of a playbook, or between one and a text, in words. */
export function playbookDiffRoute({ database }: ApiDeps): Route {
  const summary = "Say what is different between two versions of a playbook, or a version and a text";
  const path = "/v1/playbooks/diff";
  return route(
    { method: "post", path, tag, summary, needs: READERS, body: DiffRequest, answer: PlaybookDiff },
    ({ caller: { workspaceId }, body: { name, from, to, source } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const versions = await playbookHistory(client, workspaceId, name);
        if (versions.length === 0 && source === undefined) throw await noSuchPlaybook(client, workspaceId, name);
        const inForce = (await playbooksInForce(client, workspaceId)).find((one) => one.name === name) ?? null;
        const before = from === undefined ? inForce : numbered(versions, name, from);
        if (source !== undefined) {
          const changes = changesOf(before, await checked(client, workspaceId, source));
          return { name, from: before?.number ?? null, to: null, changes };
        }
        const after = to === undefined ? versions[0]! : numbered(versions, name, to);
        return { name, from: before?.number ?? null, to: after.number, changes: changesOf(before, comparedOf(after)) };
      }),
  );
}

function numbered(versions: readonly PlaybookVersion[], name: string, number: number): PlaybookVersion {
  const found = versions.find((one) => one.number === number);
  if (found === undefined)
    throw versions.length === 0 ? notFound("playbook", name) : noSuchVersion(name, number, versions);
  return found;
}

async function checked(client: Client, workspaceId: string, source: string): Promise<Compared> {
  const library = await libraryInForce(client, workspaceId);
  const { program, findings } = checkPlaybook(source, { file: "playbook.yaml", library });
  if (program === undefined) throw notValid("playbook", findings.map(playbookFinding));
  return { source, program };
}
