/** The language model of this workspace, where there is one and whoever looks may ask it this. */
import { useQuery } from "@tanstack/react-query";
import type { Model } from "../../../../src/api/contract/model.ts";
import { read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";

/** Its name; undefined where there is none to ask, or it is not known yet. */
export function useModelToAsk(operation: string): string | undefined {
  const { data: me } = useMe();
  const { data: model } = useQuery({
    queryKey: ["model"],
    queryFn: ({ signal }) => read<Model>("/v1/model", {}, signal),
    enabled: can(me, operation) && can(me, "getModel"),
  });
  return model?.settings?.model;
}
