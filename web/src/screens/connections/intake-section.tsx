/** What comes in by a connection, what of it could not be read, how its product is asked, and whether it is kept in step. */
import { Link } from "@tanstack/react-router";
import { Defanged } from "../../ui/defanged.tsx";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { connections as words } from "../../words/connections.ts";
import { times } from "../../words/times.ts";
import { LearnButton } from "./learn.tsx";
import type { Whole } from "./use-connections.ts";

/** Connectors whose messages a mapping may read. */
const MAPPED = ["auto", "generic"];

export function IntakeSection({ whole }: { whole: Whole }) {
  const { view, connector } = whole;
  const facts = [...cameIn(whole), ...asked(whole), ...inStep(whole)];
  if (facts.length === 0) return null;
  const learn = MAPPED.includes(view.connector) && <LearnButton name={view.name} />;
  return (
    <Section title={connector?.takesAlerts === true ? words.intake : words.sync} actions={learn}>
      <Facts facts={facts} />
    </Section>
  );
}

function cameIn({ view, connector, intake }: Whole): Fact[] {
  if (connector?.takesAlerts !== true || intake === undefined) return [];
  return [
    { name: words.last, value: intake.lastAt === null ? words.noneLately : <Time at={intake.lastAt} /> },
    { name: words.lastDay, value: words.deliveries(intake.lastDay) },
    {
      name: words.held,
      value: intake.held > 0 && (
        <Link
          to="/connections"
          search={{ tab: "quarantine", connection: view.name } as never}
          className="text-accent underline-offset-2 hover:underline"
        >
          {words.heldCount(intake.held)}
        </Link>
      ),
    },
  ];
}

function asked({ view: { polling } }: Whole): Fact[] {
  if (polling === null) return [];
  const { polledAt, nextAt, failures, error, note, pausedAt } = polling;
  return [
    { name: words.asked, value: polledAt !== null && <Time at={polledAt} /> },
    { name: words.next, value: pausedAt === null ? nextAt !== null && <Time at={nextAt} /> : words.paused },
    {
      name: words.warningWord,
      value: failures > 0 && (
        <>
          {words.failures(failures)}: <Defanged text={error ?? ""} />
        </>
      ),
    },
    { name: words.health, value: note !== null && note !== "" && <Defanged text={note} /> },
  ];
}

function inStep({ connector, intake }: Whole): Fact[] {
  if (intake === undefined || connector === undefined || !keepsInStep(connector.actions)) return [];
  const behind = intake.overdueLinks > 0 && intake.behindSeconds > 60;
  const span = times.span(intake.behindSeconds * 1000);
  return [
    { name: words.sync, value: behind ? words.behind(intake.overdueLinks, span) : words.inStep },
    { name: words.warningWord, value: intake.failingLinks > 0 && words.failing(intake.failingLinks) },
  ];
}

/** Tickets and alerts elsewhere are kept in step by what updates them. */
function keepsInStep(actions: readonly { capability: string }[]): boolean {
  return actions.some(({ capability }) => /^(ticket|siem)\./.test(capability));
}
