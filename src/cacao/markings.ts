/** Data markings: who may be shown a playbook. */
import type { CacaoDocument } from "./document.ts";

/** The markings that everybody knows by their ids (CACAO 2.0, section 8.4: Traffic Light Protocol 2.0). */
export const TLP_MARKINGS: Readonly<Record<string, string>> = {
  "marking-tlp--55d920b0-5e8b-4f79-9ee9-91f868d9b421": "TLP:AMBER",
  "marking-tlp--939a9414-2ddd-4d32-a0cd-375ea402b003": "TLP:AMBER+STRICT",
  "marking-tlp--94868c89-83c2-464b-929b-a1a8aa3c8487": "TLP:CLEAR",
  "marking-tlp--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "TLP:GREEN",
  "marking-tlp--e828b379-4e03-4974-9ac4-e53a884c97c1": "TLP:RED",
};

/** The markings of a document in words, such as `TLP:GREEN`; a statement by its text. */
export function markingsOf({ markings, data_marking_definitions: own = {} }: CacaoDocument): string[] {
  return (markings ?? []).map((id) => {
    const marking = own[id];
    const word = marking?.tlpv2_level ?? marking?.statement ?? marking?.name ?? TLP_MARKINGS[id];
    return typeof word === "string" ? word : id;
  });
}
