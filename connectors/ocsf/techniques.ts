/** `attacks`: https://schema.ocsf.io/1.8.0/objects/attack */
import { objectAt, objectsAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

/** The sub-technique where there is one, with the tactic's name. */
export function techniquesOf(event: Raw, info: Raw): NonNullable<AlertDraftInput["techniques"]> {
  const attacks = [...objectsAt(info, "attacks"), ...objectsAt(event, "attacks")].slice(0, 40);
  return attacks.flatMap((attack) => {
    const sub = objectAt(attack, "sub_technique");
    const technique = textAt(sub, "uid") === "" ? objectAt(attack, "technique") : sub;
    const tactic = textAt(objectAt(attack, "tactic"), "name") || textAt(objectsAt(attack, "tactics")[0] ?? {}, "name");
    const [id, name] = [textAt(technique, "uid"), textAt(technique, "name")];
    return id === "" ? [] : [{ id, ...(name === "" ? {} : { name }), ...(tactic === "" ? {} : { tactic }) }];
  });
}
