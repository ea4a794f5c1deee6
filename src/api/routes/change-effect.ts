import { capabilities } from "../../connector/capabilities/catalog.ts";
import { InputError } from "../../errors.ts";
import { compilePolicies, type PolicyFile } from "../../guard/compile-policies.ts";
import { ownTogether } from "../../guard/own-place.ts";
import type { OwnPlace } from "../../guard/policy-record.ts";
import { policiesInForce, taxonomyInForce } from "../../store/content.ts";
import { inWorkspace } from "../../store/database.ts";
import { ownPlaceOf } from "../../store/own-place.ts";
import type { PastRange } from "../../store/past-facts.ts";
import { mustReadTaxonomy } from "../../taxonomy/stored.ts";
import { noneThere } from "../authenticate.ts";
import { checkedTaxonomy } from "../checked-taxonomy.ts";
import { notValid, plainFinding } from "../content-findings.ts";
import { EffectOfChange as body, PolicyEffect, TaxonomyEffect } from "../contract/change-effect.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Route, route } from "../door.ts";
import { policyEffect } from "../policy-effect.ts";
import { taxonomyEffect } from "../taxonomy-effect.ts";

const DEFAULT_DAYS = 30;

/** What a draft of the taxonomy or of the policies would have made of the past. Nothing is changed. */
export function changeEffectRoutes(deps: ApiDeps): Route[] {
  return [ofTaxonomy(deps), ofPolicies(deps)];
}

function ofTaxonomy({ database, clock }: ApiDeps): Route {
  const [path, answer] = ["/v1/taxonomy/effect", TaxonomyEffect] as const;
  const summary = "Say which past incidents a taxonomy would name, rank or respond to otherwise; nothing is changed";
  return route(
    { method: "post", path, tag: "taxonomy", summary, needs: ENGINEERS, body, answer },
    async ({ caller: { workspaceId }, body: { files, ...given } }) => {
      const range = rangeOf(given, clock.now());
      const both = await inWorkspace(database, workspaceId, async (client) => {
        const { taxonomy: draft, findings } = await checkedTaxonomy(client, workspaceId, files);
        if (draft === null || findings.length > 0) throw notValid("taxonomy", findings);
        const version = await taxonomyInForce(client, workspaceId);
        if (version === null) throw noneThere("taxonomy in force", "cordon taxonomy apply puts one in force.");
        return { draft, inForce: mustReadTaxonomy(version) };
      });
      return { ...told(range), ...(await taxonomyEffect(database, workspaceId, range, both)) };
    },
  );
}

function ofPolicies({ database, clock, own = {} }: ApiDeps): Route {
  const [path, answer] = ["/v1/policies/effect", PolicyEffect] as const;
  const summary = "Say which effects of the past policies would have decided otherwise; nothing is changed";
  return route(
    { method: "post", path, tag: "policies", summary, needs: ENGINEERS, body, answer },
    async ({ caller: { workspaceId }, body: { files, ...given } }) => {
      const range = rangeOf(given, clock.now());
      const [said, version] = await inWorkspace(database, workspaceId, async (client) => [
        await ownPlaceOf(client, workspaceId),
        await policiesInForce(client, workspaceId),
      ]);
      const ours = ownTogether(own, said);
      const { policySet: draft, findings } = compiled(files, ours);
      if (draft === null) throw notValid("scope policy", findings.map(plainFinding));
      const both = { draft, inForce: version === null ? null : compiled(version.files, ours).policySet };
      return { ...told(range), ...(await policyEffect(database, workspaceId, range, both)) };
    },
  );
}

function compiled(files: readonly PolicyFile[], own: Partial<OwnPlace>): ReturnType<typeof compilePolicies> {
  return compilePolicies(files, { capabilities: capabilities.values(), own });
}

/** @throws InputError `api.bad-body` for a period that ends before it begins. */
function rangeOf({ since, until }: { since?: string | undefined; until?: string | undefined }, now: Date): PastRange {
  const to = until === undefined ? now : new Date(until);
  const from = since === undefined ? new Date(to.getTime() - DEFAULT_DAYS * 86_400_000) : new Date(since);
  if (from >= to) throw new InputError("api.bad-body", "since: expected a time before the end of the period.");
  return { since: from.toISOString(), until: to.toISOString() };
}

function told({ since, until }: PastRange): { from: string; to: string } {
  return { from: since, to: until };
}
