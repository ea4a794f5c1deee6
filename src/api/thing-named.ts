/** What somebody named in a path, as people call one of it: for the answer that there is none. */

/** Where the last word of the collection is not its things' name in the plural. */
const ONE_OF: Readonly<Record<string, string>> = {
  audit: "audit entry",
  evidence: "framework",
  imports: "import of the inventory",
  ingest: "connection",
  "kept-from-models": "thing kept from models",
  models: "triage model",
  "on-call": "on-call entry",
  people: "person",
  quarantine: "quarantined message",
  readiness: "probe",
};

/** By the path as in the contract, and the parameter that names it: `/v1/deliveries/{id}` and `id` are a delivery. */
export function thingNamed(path: string, param: string): string {
  const parts = path.split("/");
  const of = parts[parts.indexOf(`{${param}}`) - 1] ?? "";
  const known = ONE_OF[of];
  if (known !== undefined) return known;
  return of.replaceAll("-", " ").replace(/ies$/, "y").replace(/s$/, "");
}
