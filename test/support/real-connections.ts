/** Connections to the real systems of a test, as a person would enter them. */
import type { ApiClient } from "./api-client.ts";
import type { RunningFirewall } from "./real/nftables.ts";
import type { RunningRequestTracker } from "./real/request-tracker.ts";
import type { RunningSamba } from "./real/samba.ts";
import type { RunningSlapd } from "./real/slapd.ts";

export function connectSlapd(api: ApiClient, slapd: RunningSlapd, url = slapd.tlsUrl): Promise<void> {
  const { bindDn, baseDn, password, caPem, privilegedGroup } = slapd;
  const tls = url.startsWith("ldaps:") ? { caPem } : { startTls: false };
  const settings = { url, bindDn, baseDn, dialect: "openldap", privilegedGroups: [privilegedGroup], tls };
  return api.connect("directory", "ldap", settings, { password });
}

export function connectSamba(api: ApiClient, samba: RunningSamba): Promise<void> {
  const { url, bindDn, baseDn, password, caPem, privilegedGroup } = samba;
  const privilegedGroups = [privilegedGroup];
  const settings = { url, bindDn, baseDn, dialect: "active-directory", privilegedGroups, tls: { caPem } };
  return api.connect("active-directory", "ldap", settings, { password });
}

export function connectFirewall(api: ApiClient, { ssh, sets }: RunningFirewall): Promise<void> {
  const { host, port, user, hostKeyFingerprint, privateKey } = ssh;
  return api.connect(
    "firewall",
    "nftables",
    { host, port, user, hostKey: hostKeyFingerprint, ...sets },
    { privateKey },
  );
}

export function connectRequestTracker(api: ApiClient, { url, user, password }: RunningRequestTracker): Promise<void> {
  return api.connect("tickets", "request-tracker", { baseUrl: url, user }, { password });
}

/** Asks a product through the API who we are there and what we may do. */
export async function healthOf(api: ApiClient, name: string): Promise<{ ok: boolean; message: string }> {
  const tested = await api.call<{ health: { ok: boolean; message: string } }>("POST", `/v1/connections/${name}/test`);
  return tested.health;
}
