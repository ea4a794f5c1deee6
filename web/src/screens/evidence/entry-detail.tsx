/** One entry: who did what to what, with the way there, its details, and what proves it. */
import type { AuditEntry } from "../../../../src/api/contract/audit.ts";
import { actionWords } from "../../ui/action-words.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Code } from "../../ui/code.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { Time } from "../../ui/time.tsx";
import { evidence } from "../../words/evidence.ts";
import { EntryProof } from "./entry-proof.tsx";
import { useSubjectName } from "./subject-name.ts";
import { subjectWay } from "./subject-way.ts";

const words = evidence.audit;

export function EntryDetail({ entry }: { entry: AuditEntry }) {
  const { id, at, actor, action, subjectType, subjectId, details, index } = entry;
  const way = subjectWay(subjectType, subjectId);
  const about = useSubjectName()(entry);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <Section title={actionWords(action)}>
        <Facts
          facts={[
            { name: words.at, value: <Time at={at} /> },
            { name: words.action, value: <code className="text-xs">{action}</code> },
            { name: words.actor, value: <Defanged text={actorName(actor)} /> },
            { name: words.about, value: <Defanged text={about} /> },
            { name: words.subjectId, value: <Defanged text={subjectId} code /> },
            { name: words.place, value: index ?? words.placeSoon },
            { name: words.id, value: id },
          ]}
        />
        <div className="mt-3 flex flex-wrap gap-2">
          {way !== null && (
            <ScreenLink button {...way}>
              {words.goTo(subjectType)}
            </ScreenLink>
          )}
          <ScreenLink button to="/evidence" search={{ subjectType, subjectId }}>
            {words.sameThing}
          </ScreenLink>
          <ScreenLink button to="/evidence" search={{ actor }}>
            {words.sameActor}
          </ScreenLink>
        </div>
      </Section>
      <Section title={words.details}>
        {Object.keys(details).length === 0 ? (
          <p className="text-sm text-muted">{words.noDetails}</p>
        ) : (
          <Code text={JSON.stringify(details, null, 2)} label={words.details} />
        )}
      </Section>
      <EntryProof id={id} />
    </div>
  );
}
