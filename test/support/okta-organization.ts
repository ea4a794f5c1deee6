/** An Okta organization for tests: it keeps accounts, answers in Okta's forms and refuses what the Users API refuses. */
import { answerJson, type SeenRequest, startTestServer, type TestServer } from "./http-server.ts";

export interface OktaUser {
  id: string;
  status: string;
  statusChanged?: string;
  transitioningToStatus?: string | null;
  profile: { login: string; email: string; firstName?: string; lastName?: string };
  credentials?: { provider: { type: string } };
  groups?: string[];
  roles?: { type: string; status: string }[];
  sessions?: number;
}

export interface Organization extends TestServer {
  users: OktaUser[];
  /** What changed something, as `POST suspend 00u1`. */
  changes: string[];
}

export interface Limits {
  /** Path endings that answer 403. */
  forbidden?: string[];
  /** Changes that answer 429. */
  busy?: boolean;
}

const TOKEN = "00-right-token";
const PAGE = 2;

export async function startOrganization(users: OktaUser[], limits: Limits = {}): Promise<Organization> {
  const changes: string[] = [];
  const server = await startTestServer((request, response) => {
    const say = (status: number, body: unknown, headers?: Record<string, string>) =>
      status === 204 ? response.writeHead(204).end() : answerJson(response, status, body, headers);
    const fail = (status: number, errorCode: string, errorSummary: string, headers = {}) =>
      say(status, { errorCode, errorSummary, errorLink: errorCode, errorId: "oae1", errorCauses: [] }, headers);
    if (request.headers.authorization !== `SSWS ${TOKEN}`) return fail(401, "E0000011", "Invalid token provided");
    const url = new URL(request.path, server.url);
    if (limits.forbidden?.some((ending) => url.pathname.endsWith(ending)))
      return fail(403, "E0000006", "You do not have permission to perform the requested action");
    if (request.method === "GET") return read(url, users, say, fail);
    if (limits.busy) return fail(429, "E0000047", "API call exceeded rate limit", { "retry-after": "7" });
    const changed = change(request, url, users);
    if (changed === undefined) return fail(404, "E0000007", "Not found: Resource not found");
    if (typeof changed === "string") return fail(400, "E0000001", `Api validation failed: ${changed}`);
    changes.push(`${request.method} ${url.pathname.split("/").at(-1)} ${changed.id}`);
    return request.method === "DELETE" ? say(204, "") : say(200, {});
  });
  return Object.assign(server, { users, changes });
}

type Say = (status: number, body: unknown, headers?: Record<string, string>) => unknown;
type Fail = (status: number, code: string, summary: string) => unknown;

function read(url: URL, users: OktaUser[], say: Say, fail: Fail): unknown {
  const [, , , collection, name, list, ...rest] = url.pathname.split("/");
  if (collection !== "users" || rest.length > 0) return fail(404, "E0000022", "The endpoint does not exist");
  if (name === undefined) return search(url, users, say, fail);
  const user = named(users, decodeURIComponent(name));
  if (!user) return fail(404, "E0000007", "Not found: Resource not found");
  if (list === "roles") return say(200, user.roles ?? []);
  if (list === "groups") {
    const from = Number(url.searchParams.get("after") ?? 0);
    const groups = (user.groups ?? []).map((one, index) => ({ id: `00g${index}`, profile: { name: one } }));
    const next = from + PAGE < groups.length ? `<${url.origin}${url.pathname}?after=${from + PAGE}>; rel="next"` : "";
    return say(200, groups.slice(from, from + PAGE), {
      link: [`<${url.href}>; rel="self"`, next].filter(Boolean).join(", "),
    });
  }
  const { groups: _groups, roles: _roles, sessions: _sessions, ...shown } = user;
  return list === undefined ? say(200, shown) : fail(404, "E0000022", "The endpoint does not exist");
}

/** One comparison, as the connector asks it; anything else is the error of a search that means something else. */
function search(url: URL, users: OktaUser[], say: Say, fail: Fail): unknown {
  const [, address] = /^profile\.email eq "([^"\\]*)"$/.exec(url.searchParams.get("search") ?? "") ?? [];
  if (address === undefined) return fail(400, "E0000031", "Invalid search criteria.");
  const limit = Number(url.searchParams.get("limit") ?? 200);
  return say(200, users.filter(({ profile }) => profile.email === address.toLowerCase()).slice(0, limit));
}

/** By id, login, or a short name that only one login has; "me" is whose token it is, the first. */
function named(users: OktaUser[], name: string): OktaUser | undefined {
  if (name === "me") return users[0];
  const exact = users.find(({ id, profile }) => id === name || profile.login === name.toLowerCase());
  const short = users.filter(({ profile }) => profile.login.split("@")[0] === name.toLowerCase());
  return exact ?? (short.length === 1 ? short[0] : undefined);
}

/** The changed account, why it was refused, or undefined where there is none. */
function change({ method, body }: SeenRequest, url: URL, users: OktaUser[]): OktaUser | string | undefined {
  const [, , , collection, id, ...rest] = url.pathname.split("/");
  const user = users.find((one) => one.id === id);
  if (collection !== "users" || !user || body !== "") return undefined;
  switch (`${method} ${rest.join("/")}${url.search}`) {
    case "POST lifecycle/suspend":
      return moved(user, ["ACTIVE"], "SUSPENDED");
    case "POST lifecycle/unsuspend":
      return moved(user, ["SUSPENDED"], "ACTIVE");
    case "POST lifecycle/expire_password":
      return moved(user, ["ACTIVE", "LOCKED_OUT", "RECOVERY", "PROVISIONED"], "PASSWORD_EXPIRED");
    case "DELETE sessions?oauthTokens=true":
      return Object.assign(user, { sessions: 0 });
    default:
      return undefined;
  }
}

function moved(user: OktaUser, from: string[], status: string): OktaUser | string {
  return from.includes(user.status)
    ? Object.assign(user, { status, statusChanged: new Date().toISOString() })
    : `the user is ${user.status}`;
}
