/** The simulated identity provider: accounts and sessions as Okta's users API shapes them, and cloud access keys beside. */
import { keys, users } from "./company.ts";
import { type Call, definePart, done, ok } from "./part.ts";
import { Refusal } from "./refusal.ts";

interface User {
  id: string;
  status: "ACTIVE" | "SUSPENDED";
  statusChanged: string | null;
  profile: {
    login: string;
    email: string;
    firstName: string;
    lastName: string;
    displayName: string;
    department: string;
    title: string;
  };
  groups: string[];
  sessions: number;
  /** Missing in a state that was kept before there was such a thing. */
  passwordChangeRequired?: boolean;
  aliases: string[];
}

interface Key {
  id: string;
  status: "active" | "inactive";
  owner: string;
  purpose: string;
  lastUsed: string;
  /** Missing while it was never changed, and in a state that was kept before there was such a thing. */
  statusChanged?: string;
}

export interface IdentityState {
  users: User[];
  keys: Key[];
}

function initial(): IdentityState {
  return {
    users: users.map((user) => ({
      id: user.id,
      status: "ACTIVE",
      statusChanged: null,
      profile: {
        login: user.login,
        email: user.login,
        firstName: user.firstName,
        lastName: user.lastName,
        displayName: `${user.firstName} ${user.lastName}`,
        department: user.department,
        title: user.title,
      },
      groups: [...user.groups],
      sessions: 2,
      aliases: [user.account, `EXAMPLE\\${user.account}`],
    })),
    keys: keys.map((key) => ({
      id: key.id,
      status: "active",
      owner: key.owner,
      purpose: key.purpose,
      lastUsed: "2026-05-04T08:00:00Z",
    })),
  };
}

/** By id, login or domain account, whatever the case. */
function findUser({ state, params }: Call<IdentityState>): User {
  const wanted = params.id?.toLowerCase() ?? "";
  const user = state.users.find((one) =>
    [one.id, one.profile.login, ...one.aliases].some((name) => name.toLowerCase() === wanted),
  );
  if (user === undefined) throw new Refusal(404, "E0000007", `Not found: Resource not found: ${params.id} (User)`);
  return user;
}

function findKey({ state, params }: Call<IdentityState>): Key {
  const key = state.keys.find((one) => one.id.toLowerCase() === params.id?.toLowerCase());
  if (key === undefined) throw new Refusal(404, "NoSuchEntity", `there is no access key ${params.id}`);
  return key;
}

function suspend(call: Call<IdentityState>) {
  const user = findUser(call);
  if (user.status !== "ACTIVE")
    throw new Refusal(400, "E0000001", "Api validation failed: Cannot suspend a user that is not active");
  user.status = "SUSPENDED";
  user.statusChanged = call.now.toISOString();
  return done(user.profile.login, true, {});
}

function unsuspend(call: Call<IdentityState>) {
  const user = findUser(call);
  if (user.status !== "SUSPENDED")
    throw new Refusal(400, "E0000001", "Api validation failed: Cannot unsuspend a user that is not suspended");
  user.status = "ACTIVE";
  user.statusChanged = call.now.toISOString();
  return done(user.profile.login, true, {});
}

function endSessions(call: Call<IdentityState>) {
  const user = findUser(call);
  const revoked = user.sessions;
  user.sessions = 0;
  return done(user.profile.login, revoked > 0, { revoked });
}

function expirePassword(call: Call<IdentityState>) {
  const user = findUser(call);
  const wasRequired = user.passwordChangeRequired === true;
  user.passwordChangeRequired = true;
  return done(user.profile.login, !wasRequired, { wasRequired });
}

function setKey(call: Call<IdentityState>, status: Key["status"]) {
  const key = findKey(call);
  const before = key.status;
  if (before !== status) Object.assign(key, { status, statusChanged: call.now.toISOString() });
  return done(key.id, before !== status, { wasActive: before === "active" });
}

export const identity = definePart<IdentityState>({
  name: "identity",
  title: "identity provider",
  initial,
  routes: [
    { method: "GET", path: "/api/v1/users/:id", handle: (call) => ok(findUser(call)) },
    {
      method: "GET",
      path: "/api/v1/users/:id/groups",
      handle: (call) => ok(findUser(call).groups.map((name) => ({ profile: { name } }))),
    },
    { method: "POST", path: "/api/v1/users/:id/lifecycle/suspend", effect: "suspend", handle: suspend },
    { method: "POST", path: "/api/v1/users/:id/lifecycle/unsuspend", effect: "unsuspend", handle: unsuspend },
    {
      method: "POST",
      path: "/api/v1/users/:id/lifecycle/expire_password",
      effect: "expire-password",
      handle: expirePassword,
    },
    { method: "DELETE", path: "/api/v1/users/:id/sessions", effect: "end-sessions", handle: endSessions },
    { method: "GET", path: "/keys/:id", handle: (call) => ok(findKey(call)) },
    { method: "POST", path: "/keys/:id/disable", effect: "disable-key", handle: (call) => setKey(call, "inactive") },
    { method: "POST", path: "/keys/:id/enable", effect: "enable-key", handle: (call) => setKey(call, "active") },
  ],
  show: (state) => [
    {
      title: "Accounts",
      columns: ["login", "name", "department", "status", "since", "sessions", "password"],
      rows: state.users.map((user) => [
        user.profile.login,
        user.profile.displayName,
        user.profile.department,
        user.status,
        user.statusChanged,
        user.sessions,
        user.passwordChangeRequired ? "TO BE CHANGED" : "set",
      ]),
    },
    {
      title: "Access keys",
      columns: ["id", "owner", "purpose", "status"],
      rows: state.keys.map((key) => [key.id, key.owner, key.purpose, key.status]),
    },
  ],
});
