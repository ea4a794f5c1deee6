/** What is known of a run as a whole. */
import type { RunDetail } from "../../../../src/api/contract/run.ts";
import { Code } from "../../ui/code.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { PlaybookName } from "../../ui/playbook-name.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { Time } from "../../ui/time.tsx";
import { outcomeInWords, runs, run as words } from "../../words/runs.ts";
import { Held } from "../approvals/held.tsx";
import { useIncident } from "../incident/incident-detail.ts";
import { span } from "../playbooks/figures.ts";

export function RunFacts({ run }: { run: RunDetail }) {
  const { playbook, playbookVersion, incidentId, outcome, startedAt, endedAt, wakeAt, error } = run;
  const number = useIncident(incidentId).data?.number;
  const took = endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt);
  return (
    <Section title={words.facts}>
      <Facts
        facts={[
          {
            name: runs.playbook,
            value: (
              <ScreenLink to={`/playbooks/${playbook}`} search={{ version: String(playbookVersion) }}>
                <PlaybookName name={playbook} /> {runs.version(playbookVersion)}
              </ScreenLink>
            ),
          },
          {
            name: words.anIncident,
            value: (
              <ScreenLink to={`/incidents/${incidentId}`} search={{ tab: "response" }}>
                {number === undefined ? words.keys.incident : words.incident(number)}
              </ScreenLink>
            ),
          },
          { name: words.outcome, value: outcome === null ? null : <Defanged text={outcomeInWords(outcome)} /> },
          { name: words.began, value: <Time at={startedAt} /> },
          { name: words.ended, value: endedAt === null ? null : <Time at={endedAt} /> },
          { name: words.took, value: took === null ? null : span(took) },
          {
            name: words.wakes,
            value: wakeAt === null || endedAt !== null || run.held !== undefined ? null : <Time at={wakeAt} />,
          },
        ]}
      />
      {run.held !== undefined && (
        <div role="status" className="mt-2 rounded-md bg-danger-ground px-3 pt-1 pb-2">
          <Held freeze={run.held} />
          <p className="mt-1 pl-5 text-sm">{words.heldUntil}</p>
        </div>
      )}
      {error !== null && (
        <div className="mt-2">
          <p className="mb-1 text-xs text-muted">{words.error}</p>
          <Code label={words.error} text={JSON.stringify(error, null, 2)} />
        </div>
      )}
    </Section>
  );
}
