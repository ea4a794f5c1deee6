import { z } from "zod";
import { unblockIp } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { LAPI_DOCS, signIn } from "./local-api.ts";
import { bansOf, readBans } from "./own-bans.ts";
import type { CrowdsecSettings } from "./settings.ts";

/** DELETE /decisions/{id} of every ban of ours on the address. One that CrowdSec decided by itself stays: the read-back counts them. */
export const unblockIpAction = defineAction<CrowdsecSettings, typeof unblockIp.input, typeof unblockIp.output>({
  capability: unblockIp,
  docs: `${LAPI_DOCS}#/watchers/DeleteDecision`,
  permissions: ["A machine of the local API: cscli machines add"],
  idempotent: true,
  async run(context, { ip }) {
    const api = await signIn(context);
    const { own } = await bansOf(api, context, ip);
    for (const { id } of own) await api.call("DELETE", `/decisions/${id}`, z.unknown());
    return {};
  },
  readBack: (context, { ip }) => readBans(context, ip, false),
});
