/** What is the organization's own, by all who say something of it. */
import type { OwnPlace as Said } from "../model/own-place.ts";
import type { OwnPlace } from "./policy-record.ts";

/** What the installation calls its own is so in every workspace: it is what Cordon itself runs on. Only the zone of hours is one or the other. */
export function ownTogether(installation: Partial<OwnPlace>, { timeZone, networks, domains }: Said): Partial<OwnPlace> {
  return {
    ...(timeZone === null ? installation : { ...installation, timeZone }),
    networks: [...(installation.networks ?? []), ...networks],
    domains: [...(installation.domains ?? []), ...domains],
  };
}
