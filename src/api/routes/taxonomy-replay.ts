import { InputError } from "../../errors.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { compileCondition, incidentEnvironment } from "../../taxonomy/conditions.ts";
import type { Taxonomy } from "../../taxonomy/taxonomy.ts";
import { checkedTaxonomy } from "../checked-taxonomy.ts";
import { notValid } from "../content-findings.ts";
import { ReplayReport as answer, ReplayQuery as body } from "../contract/belonging.ts";
import type { SourceFile } from "../contract/content.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, type Route, route } from "../door.ts";

/** Rules about alerts that belong together, tried on those that came. */
export function replayRoute({ database, replay, clock }: ApiDeps): Route {
  const path = "/v1/taxonomy/replay";
  const summary = "Say what incidents rules would have made of the alerts that are stored, and change nothing";
  return route(
    { method: "post", path, tag: "taxonomy", summary, needs: ANALYSTS, body, answer },
    async ({ caller: { workspaceId }, body: { files, suppress, ...range } }) => {
      const [from, to] = [new Date(range.from), range.to === undefined ? clock.now() : new Date(range.to)];
      if (from >= to) throw new InputError("api.bad-body", "from: expected a time before the end of the period.");
      const environment = incidentEnvironment();
      for (const condition of suppress) compileCondition(condition, environment);
      const taxonomy =
        files === undefined
          ? null
          : await inWorkspace(database, workspaceId, (client) => valid(client, workspaceId, files));
      return { from, to, ...(await replay({ workspaceId, from, to, taxonomy, suppress })) };
    },
  );
}

async function valid(client: Client, workspaceId: string, files: SourceFile[]): Promise<Taxonomy> {
  const { taxonomy, findings } = await checkedTaxonomy(client, workspaceId, files);
  if (taxonomy === null || findings.length > 0) throw notValid("taxonomy", findings);
  return taxonomy;
}
