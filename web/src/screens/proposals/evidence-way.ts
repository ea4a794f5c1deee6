/** Where what a reason cites is looked at. */
import type { Detail } from "../incident/incident-detail.ts";

export type EvidenceKind = "alerts" | "runs" | "effects" | "approvals" | "comments" | "incident";

export interface EvidenceWay {
  kind: EvidenceKind;
  to: string;
  search: Readonly<Record<string, string>>;
}

type Cited = Pick<Detail, "number"> &
  Record<"alerts" | "runs" | "effects" | "approvals" | "comments", readonly { id: string }[]>;

/** The way to a part of the incident by its id; to the incident itself where it is none of those that are shown. */
export function evidenceWay(incident: Cited, id: string): EvidenceWay {
  const among = (rows: readonly { id: string }[]) => rows.some((row) => row.id === id);
  const here = `/incidents/${incident.number}`;
  if (among(incident.runs)) return { kind: "runs", to: `/runs/${id}`, search: {} };
  if (among(incident.approvals)) return { kind: "approvals", to: "/approvals", search: { id } };
  if (among(incident.alerts)) return { kind: "alerts", to: here, search: { tab: "alerts" } };
  if (among(incident.effects)) return { kind: "effects", to: here, search: { tab: "response" } };
  if (among(incident.comments)) return { kind: "comments", to: here, search: { tab: "timeline" } };
  return { kind: "incident", to: here, search: {} };
}
