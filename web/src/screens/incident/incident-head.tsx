/** What the incident is, in one look: its title, the four fields, the clocks, and why it was handed over. */
import { Link } from "@tanstack/react-router";
import { ArrowRight, MessageCircleQuestion } from "lucide-react";
import { useTypeName, withOwnType } from "../../api/type-names.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { DispositionBadge, PriorityBadge, SeverityBadge, StatusBadge } from "../../ui/scale-badges.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { incident as words } from "../../words/incident.ts";
import { Held } from "../approvals/held.tsx";
import { Clocks } from "./clocks.tsx";
import type { Detail } from "./incident-detail.ts";
import { useOpenForms } from "./open-forms.ts";
import { RestrictionNote } from "./restriction-note.tsx";

/** Where a run waits for the answers, they are given with it; what was handed over for good is answered by going on. */
function ToAnswer({ id }: { id: string }) {
  const { data: [form] = [] } = useOpenForms(id);
  if (form === undefined) return null;
  return (
    <p className="mt-2">
      <ScreenLink to="/approvals" search={{ tab: "questions", id: form.id }}>
        {words.answerThem}
      </ScreenLink>
    </p>
  );
}

export function IncidentHead({ incident }: { incident: Detail }) {
  const { title, severity, priority, status, disposition, mergedInto, handoffReason, handoffQuestions } = incident;
  const typeName = useTypeName();
  const stopped = incident.runs.find(({ held }) => held !== undefined)?.held;
  return (
    <div className="px-4 pt-4 pb-3">
      <h2 className="text-lg font-semibold text-pretty">
        <Defanged text={title} />
      </h2>
      <div className="mt-2 flex flex-wrap items-center gap-1.5">
        <SeverityBadge value={severity} field={words.facts.severity} />
        <PriorityBadge value={priority} field={words.facts.priority} />
        <StatusBadge value={status} field={words.facts.status} />
        <DispositionBadge value={disposition} field={words.facts.disposition} />
        <Clocks incident={incident} />
      </div>
      {incident.restriction !== null && <RestrictionNote restriction={incident.restriction} />}
      {mergedInto !== null && (
        <p className="mt-3 flex items-center gap-1.5 text-sm">
          <ArrowRight className="size-4 text-muted" aria-hidden />
          <Link to={`/incidents/${mergedInto}` as "/"} className="text-accent underline">
            {words.mergedInto(mergedInto)}
          </Link>
        </p>
      )}
      {stopped !== undefined && (
        <div role="status" className="mt-3 rounded-md bg-danger-ground px-3 pt-2 pb-3">
          <Held freeze={stopped} />
          <p className="mt-1 pl-5 text-sm">{words.stopped}</p>
        </div>
      )}
      {handoffReason !== null && (
        <div className="mt-3 flex gap-2 rounded-md bg-warn-ground p-3 text-sm">
          <MessageCircleQuestion className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
          <div className="min-w-0">
            <p>
              <span className="font-medium">{words.handoff}: </span>
              <Defanged text={withOwnType(handoffReason, incident.typeId, typeName)} />
            </p>
            {handoffQuestions.length > 0 && (
              <ul className="mt-1 list-disc pl-4" aria-label={words.questions}>
                {handoffQuestions.map((question) => (
                  <li key={question}>
                    <Defanged text={question} />
                  </li>
                ))}
              </ul>
            )}
            <ToAnswer id={incident.id} />
          </div>
        </div>
      )}
    </div>
  );
}
