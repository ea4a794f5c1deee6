/** An Entra ID tenant for tests, as Microsoft Graph shows it: it keeps accounts and refuses what Graph refuses. */
import type { ServerResponse } from "node:http";
import { answerJson, type SeenRequest, startTestServer, type TestServer } from "./http-server.ts";

export interface EntraUser {
  id: string;
  userPrincipalName: string;
  mail: string | null;
  displayName: string;
  accountEnabled: boolean;
  onPremisesSyncEnabled: boolean | null;
  signInSessionsValidFromDateTime: string;
  passwordProfile: { forceChangePasswordNextSignIn: boolean; password: null } | null;
  memberOf: { "@odata.type": string; id: string; displayName: string | null }[];
}

export interface Tenant extends TestServer {
  users: EntraUser[];
  /** What changed something, as `PATCH <id> {"accountEnabled":false}`. */
  changes: string[];
  /** Every filter asked for. */
  filters: string[];
}

export const CLIENT = "9ae1b5d3-91a8-4b33-9a1e-0f4ef1d4c001";
const SECRET = "right-secret";
const PAGE = 2;

export interface TenantOptions {
  /** The application permissions in the token. */
  roles?: string[];
  token?: string;
  /** Changes that answer 429. */
  busy?: boolean;
}

const RIGHT_TO: [string, string][] = [
  ["accountEnabled", "User.EnableDisableAccount.All"],
  ["passwordProfile", "User-PasswordProfile.ReadWrite.All"],
];

export const ALL_ROLES = [
  "User.Read.All",
  "Directory.Read.All",
  "User.RevokeSessions.All",
  ...RIGHT_TO.map(([, role]) => role),
];

export async function startTenant(users: EntraUser[], options: TenantOptions = {}): Promise<Tenant> {
  const { roles = ALL_ROLES, busy = false } = options;
  const claims = Buffer.from(JSON.stringify({ roles, app_displayname: "Cordon" })).toString("base64url");
  const token = options.token ?? `e30.${claims}.c2ln`;
  const changes: string[] = [];
  const filters: string[] = [];
  const server = await startTestServer((request, response) => {
    const url = new URL(request.path, server.url);
    if (url.pathname === "/acme.test/oauth2/v2.0/token") return giveToken(request, response, server.url, token);
    if (request.headers.authorization !== `Bearer ${token}`)
      return fail(response, 401, "InvalidAuthenticationToken", "Access token is empty or invalid.");
    if (!url.pathname.startsWith("/v1.0/users")) return fail(response, 400, "BadRequest", "Resource not found");
    if (url.pathname === "/v1.0/users") return filtered(url, response, users, filters);
    const [, , , id, part, ...rest] = url.pathname.split("/");
    const user = users.find((one) => one.id === id);
    if (!user || rest.length > 0) return fail(response, 404, "Request_ResourceNotFound", `Resource '${id}' not found.`);
    if (request.method === "GET") return shown(url, response, user, part);
    if (busy) return answerJson(response, 429, { error: { code: "TooManyRequests" } }, { "retry-after": "9" });
    const denied = change(request, user, part, roles);
    if (denied === "") changes.push(`${request.method} ${part ?? ""} ${request.body}`.replaceAll(/ +/g, " ").trim());
    if (denied !== "") return fail(response, denied === "no route" ? 400 : 403, "Authorization_RequestDenied", denied);
    return part === undefined ? response.writeHead(204).end() : answerJson(response, 200, { value: true });
  });
  return Object.assign(server, { users, changes, filters });
}

function fail(response: ServerResponse, status: number, code: string, message: string): void {
  answerJson(response, status, { error: { code, message, innerError: { "request-id": "1" } } });
}

function giveToken({ method, body }: SeenRequest, response: ServerResponse, url: string, token: string): void {
  const form = Object.fromEntries(new URLSearchParams(body));
  const isAsked = method === "POST" && form.grant_type === "client_credentials" && form.scope === `${url}/.default`;
  if (isAsked && form.client_id === CLIENT && form.client_secret === SECRET)
    return answerJson(response, 200, { token_type: "Bearer", expires_in: 3599, access_token: token });
  answerJson(response, 401, { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret." });
}

/** One question only: a name or an address, with its quotes doubled. */
function filtered(url: URL, response: ServerResponse, users: EntraUser[], filters: string[]): void {
  const filter = url.searchParams.get("$filter") ?? "";
  filters.push(filter);
  const [, name, mail] = /^userPrincipalName eq '((?:[^']|'')*)' or mail eq '((?:[^']|'')*)'$/.exec(filter) ?? [];
  if (name === undefined || name !== mail) return fail(response, 400, "Request_UnsupportedQuery", "Invalid filter.");
  const value = name.replaceAll("''", "'").toLowerCase();
  const found = users.filter((one) => [one.userPrincipalName, one.mail].some((text) => text?.toLowerCase() === value));
  answerJson(response, 200, { value: found.map((one) => selected(url, one)) });
}

function shown(url: URL, response: ServerResponse, user: EntraUser, part: string | undefined): void {
  if (part === undefined) return answerJson(response, 200, selected(url, user));
  if (part !== "transitiveMemberOf") return fail(response, 400, "BadRequest", "Resource not found for the segment");
  const from = Number(url.searchParams.get("$skiptoken") ?? 0);
  const more = from + PAGE < user.memberOf.length;
  const next = more ? { "@odata.nextLink": `${url.origin}${url.pathname}?$skiptoken=${from + PAGE}` } : {};
  answerJson(response, 200, { ...next, value: user.memberOf.slice(from, from + PAGE) });
}

function selected(url: URL, user: EntraUser): Record<string, unknown> {
  const names = (url.searchParams.get("$select") ?? "id").split(",");
  return Object.fromEntries(Object.entries(user).filter(([name]) => names.includes(name) && name !== "memberOf"));
}

/** Why it is refused, or nothing when it was done. */
function change({ method, body }: SeenRequest, user: EntraUser, part: string | undefined, roles: string[]): string {
  const denied = "Insufficient privileges to complete the operation.";
  if (method === "POST" && part === "revokeSignInSessions" && body === "") {
    if (!roles.includes("User.RevokeSessions.All")) return denied;
    user.signInSessionsValidFromDateTime = new Date().toISOString();
    return "";
  }
  if (method !== "PATCH" || part !== undefined) return "no route";
  const wanted = Object.entries(JSON.parse(body) as Record<string, unknown>);
  if (!wanted.every(([name]) => RIGHT_TO.some(([field, role]) => field === name && roles.includes(role))))
    return denied;
  if (user.onPremisesSyncEnabled) return "Unable to update the specified properties for on-premises mastered objects.";
  for (const [name, value] of wanted)
    Object.assign(user, { [name]: name === "passwordProfile" ? { password: null, ...(value as object) } : value });
  return "";
}
