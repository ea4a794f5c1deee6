/** Data markings: who may be shown a playbook. In a playbook of ours each is a line of the description, such as `Marked TLP:GREEN.` */
import { cacaoId } from "./cacao-id.ts";
import type { CacaoDocument } from "./document.ts";
import { oneText } from "./foreign-text.ts";

/** The markings that everybody knows by their ids (CACAO 2.0, section 8.4: Traffic Light Protocol 2.0). */
export const TLP_MARKINGS: Readonly<Record<string, string>> = {
  "marking-tlp--55d920b0-5e8b-4f79-9ee9-91f868d9b421": "TLP:AMBER",
  "marking-tlp--939a9414-2ddd-4d32-a0cd-375ea402b003": "TLP:AMBER+STRICT",
  "marking-tlp--94868c89-83c2-464b-929b-a1a8aa3c8487": "TLP:CLEAR",
  "marking-tlp--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "TLP:GREEN",
  "marking-tlp--e828b379-4e03-4974-9ac4-e53a884c97c1": "TLP:RED",
};

/** Who made these markings and when, as every document has to say (the same section). */
const TLP_MADE = { created_by: "identity--5abe695c-7bd5-4c31-8824-2528696cdbf1", created: "2022-10-01T00:00:00.000Z" };

/** The line of a description that is a marking; nothing else that begins so is one. */
const LINE = /^Marked (?:(TLP:[A-Z+]+)|"(.+)")\.$/;

/** The markings of a document, a line each: `Marked TLP:GREEN.`, or the text of a statement in quotes. */
export function markingLines({ markings, data_marking_definitions: own = {} }: CacaoDocument): string[] {
  return (markings ?? []).map((id) => {
    const marking = own[id];
    const level = TLP_MARKINGS[id] ?? marking?.tlpv2_level;
    if (typeof level === "string" && Object.values(TLP_MARKINGS).includes(level)) return `Marked ${level}.`;
    const [statement, name] = [marking?.statement, marking?.name].map((one) => (typeof one === "string" ? one : ""));
    return `Marked "${oneText(statement || name, id).replaceAll(/\s+/g, " ")}".`;
  });
}

export interface Marked {
  /** Without the lines that are markings. */
  description: string;
  /** By id, as a document defines them. */
  definitions: Record<string, { type: string; [key: string]: unknown }>;
}

/** The markings that a description names, as made by `us` at the time. The same statement has the same id each time. */
export function markedBy(description: string, us: string, at: string): Marked {
  const marked: Marked = { description: "", definitions: {} };
  const kept: string[] = [];
  for (const line of description.split("\n")) {
    const [, level, statement] = LINE.exec(line) ?? [];
    const tlp = Object.entries(TLP_MARKINGS).find(([, name]) => name === level)?.[0];
    if (tlp !== undefined) marked.definitions[tlp] = { type: "marking-tlp", id: tlp, ...TLP_MADE, tlpv2_level: level };
    else if (statement !== undefined) {
      const id = cacaoId("marking-statement", statement);
      marked.definitions[id] = { type: "marking-statement", id, created_by: us, created: at, statement };
    } else kept.push(line);
  }
  return { ...marked, description: kept.join("\n").trim() };
}
