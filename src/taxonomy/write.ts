/**
 * A taxonomy as it is stored, written as the files that people edit: what `parse.ts` makes of them is the same taxonomy again. Comments and
 * examples are not stored, so they are not in them.
 */
import { stringify } from "yaml";
import { durationText } from "./duration.ts";
import type { TaxonomyFile } from "./parse.ts";
import type {
  DispositionRule,
  IncidentType,
  MatchRule,
  PlaybookRule,
  PriorityRule,
  ServiceLevels,
  Taxonomy,
} from "./taxonomy.ts";

/** `taxonomy.yaml` first, then one file a class, named so that they are read in the order of the classes. */
export function writeTaxonomy(taxonomy: Taxonomy): TaxonomyFile[] {
  const { classes, types } = taxonomy;
  const sorted = classes.every(({ code }, place) => place === 0 || classes[place - 1]!.code < code);
  const files = classes.map(({ code, name, definition }, place) => ({
    file: `types/${sorted ? "" : `${String(place + 1).padStart(3, "0")}-`}${code}.yaml`,
    text: written({ code, name, definition, types: types.filter((type) => type.class === code).map(typeOf) }),
  }));
  return [{ file: "taxonomy.yaml", text: written(headOf(taxonomy)) }, ...files];
}

function written(content: object): string {
  return stringify(content, { lineWidth: 110 });
}

function headOf(taxonomy: Taxonomy): object {
  return {
    taxonomy: taxonomy.name,
    basis: taxonomy.basis,
    fallback: taxonomy.fallback,
    duplicates: taxonomy.duplicates.map(({ withinSeconds, ...rule }) => ({ ...said(rule), ...within(withinSeconds) })),
    correlate: taxonomy.correlate.map(({ withinSeconds, ...rule }) => ({ ...said(rule), ...within(withinSeconds) })),
    storms: taxonomy.storms.map(({ moreThan, withinSeconds, ...rule }) => ({
      ...{ ...said(rule), "more-than": moreThan },
      ...within(withinSeconds),
    })),
    priority: taxonomy.priority.map(priorityOf),
    "service-levels": levelsOf(taxonomy.serviceLevels),
    escalate: taxonomy.escalate.map(said),
    "initial-disposition": taxonomy.disposition.map(dispositionOf),
    "known-benign": taxonomy.knownBenign.map(({ approvedBy, until, ...rule }) => ({
      ...{ ...rule, "approved-by": approvedBy, until },
    })),
  };
}

function typeOf({ id, code, name, definition, match, ...type }: IncidentType): object {
  return {
    ...{ code, name, definition },
    match: match.length === 0 ? "manual" : match.map((rule, place) => matchOf(rule, `${id}#${place + 1}`)),
    ...filled("playbook", type.playbook.map(playbookOf)),
    ...filled("priority", type.priority.map(priorityOf)),
    ...filled("escalate", type.escalate.map(said)),
    ...filled("initial-disposition", type.disposition.map(dispositionOf)),
    ...(Object.keys(type.serviceLevels).length === 0 ? {} : { "service-levels": levelsOf(type.serviceLevels) }),
  };
}

/** An id that the reader gives by itself is no name, and stays away. */
function matchOf({ id, categories, techniques, when, confidence, precedence }: MatchRule, given: string): object {
  return {
    ...(id === given ? {} : { id }),
    ...filled("categories", categories),
    ...filled("techniques", techniques),
    ...said({ when }),
    ...{ confidence, precedence },
  };
}

function playbookOf({ when, run, reason }: PlaybookRule): object {
  return { ...said({ when }), ...(run === null ? { none: reason } : { run }) };
}

function priorityOf({ when, priority }: PriorityRule): object {
  return { ...said({ when }), is: priority };
}

function dispositionOf({ when, disposition, reason }: DispositionRule): object {
  return { ...said({ when }), is: disposition ?? "as-reported", reason };
}

function levelsOf(levels: ServiceLevels): object {
  const texts = Object.entries(levels).map(([priority, level]) => [
    priority,
    Object.fromEntries(Object.entries(level).map(([clock, seconds]) => [clock, durationText(seconds)])),
  ]);
  return Object.fromEntries(texts);
}

function within(seconds: number): { within: string } {
  return { within: durationText(seconds) };
}

/** Without what is null: that is said by leaving it out. */
function said(rule: object): object {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null));
}

function filled(key: string, items: readonly unknown[]): object {
  return items.length === 0 ? {} : { [key]: items };
}
