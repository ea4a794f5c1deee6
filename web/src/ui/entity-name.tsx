/** An entity by its kind and key. */
import type { EntityType } from "../../../src/model/entity.ts";
import { entityTypes } from "../words/scales.ts";
import { Defanged } from "./defanged.tsx";

export function EntityName({ type, name }: { type: EntityType; name: string }) {
  return (
    <span className="min-w-0">
      <span className="text-muted">{entityTypes[type]}</span> <Defanged text={name} />
    </span>
  );
}
