/** An incident type by what people call it; its id on hover, as filters and rules have it. */
import { useTypeName } from "../api/type-names.ts";

export function TypeName({ id }: { id: string }) {
  return <span title={id}>{useTypeName()(id)}</span>;
}
