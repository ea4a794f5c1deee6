/** Keycloak's user events and admin events, as its API, its log listener in JSON and webhook extensions give them: https://www.keycloak.org/docs/latest/server_admin/#event-types */
import type { Source } from "../../src/connector/connector.ts";
import { filled } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, isRaw, objectAt, type Raw, requireObject, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";

interface Meaning {
  severity: Severity;
  technique: string;
  title: string;
}

const of = (severity: Severity, technique: string, title: string): Meaning => ({ severity, technique, title });

/** By event type, and by error within LOGIN_ERROR. */
const EVENTS: ReadonlyMap<string, Meaning> = new Map([
  [
    "USER_DISABLED_BY_TEMPORARY_LOCKOUT",
    of("medium", "T1110", "An account was locked for a time after wrong passwords"),
  ],
  ["USER_DISABLED_BY_PERMANENT_LOCKOUT", of("high", "T1110", "An account was locked after wrong passwords")],
  ["LOGIN_ERROR user_temporarily_disabled", of("medium", "T1110", "A login to a locked account")],
  ["LOGIN_ERROR user_disabled", of("low", "T1078", "A login to a disabled account")],
  ["LOGIN_ERROR invalid_user_credentials", of("low", "T1110", "A login with a wrong password")],
  ["LOGIN_ERROR user_not_found", of("low", "T1110", "A login of an unknown user")],
  ["LOGIN_ERROR invalid_redirect_uri", of("medium", "T1528", "A login that would have ended elsewhere")],
  ["REFRESH_TOKEN_ERROR invalid_token", of("low", "T1528", "A refresh token that is no longer valid")],
  ["CLIENT_LOGIN_ERROR invalid_client_credentials", of("medium", "T1110", "A client with a wrong secret")],
  ["CODE_TO_TOKEN_ERROR invalid_code", of("medium", "T1528", "A code that was used before")],
  ["REMOVE_TOTP", of("medium", "T1556.006", "A second factor was taken off")],
  ["REMOVE_CREDENTIAL", of("medium", "T1556.006", "A credential was taken off")],
  ["IMPERSONATE", of("medium", "T1078", "Somebody acts as another user")],
  ["FEDERATED_IDENTITY_OVERRIDE_LINK", of("medium", "T1098", "An identity was linked anew")],
]);

/** Of admin events by kind of resource and operation. */
const ADMIN: ReadonlyMap<string, Meaning> = new Map([
  ["REALM_ROLE_MAPPING CREATE", of("medium", "T1098.003", "A role was given")],
  ["CLIENT_ROLE_MAPPING CREATE", of("medium", "T1098.003", "A role was given")],
  ["IDENTITY_PROVIDER CREATE", of("high", "T1484.002", "An identity provider was added")],
  ["IDENTITY_PROVIDER UPDATE", of("high", "T1484.002", "An identity provider was changed")],
  ["AUTH_FLOW UPDATE", of("high", "T1556", "The way of logging in was changed")],
  ["AUTH_EXECUTION UPDATE", of("high", "T1556", "The way of logging in was changed")],
  ["REALM UPDATE", of("medium", "T1556", "Settings of a realm were changed")],
  ["USER CREATE", of("low", "T1136", "A user was made")],
  ["CLIENT CREATE", of("low", "T1098.001", "A client was made")],
]);

export const keycloakSource: Source = {
  recognizes: (raw) =>
    isRaw(raw) && "realmId" in raw && ("clientId" in raw || "resourceType" in raw || "operationType" in raw),

  normalize(raw): AlertDraftInput | null {
    const event = requireObject(raw);
    return "operationType" in event ? readAdmin(event) : readUser(event);
  },
};

function readUser(event: Raw): AlertDraftInput | null {
  const [type, error] = [textAt(event, "type"), textAt(event, "error")];
  const meaning = EVENTS.get(error === "" ? type : `${type} ${error}`) ?? EVENTS.get(type);
  if (meaning === undefined) return null;
  const details = objectAt(event, "details");
  const user = firstText(details, "username", "email");
  return {
    ...common(event, meaning, error === "" ? type : `${type} ${error}`, textAt(event, "ipAddress")),
    entities: [
      ...entity("affected", "user", user || textAt(event, "userId"), { aliases: [textAt(event, "userId")] }),
      ...(user === "" && textAt(event, "userId") === ""
        ? entity("affected", "service", textAt(event, "clientId"))
        : []),
      ...entity("actor", "ip", textAt(event, "ipAddress")),
    ],
    controlOutcome: error === "" ? "detected" : "blocked",
  };
}

function readAdmin(event: Raw): AlertDraftInput | null {
  const kind = `${textAt(event, "resourceType")} ${textAt(event, "operationType")}`;
  const meaning = ADMIN.get(kind);
  if (meaning === undefined) return null;
  const who = objectAt(event, "authDetails");
  return {
    ...common(event, meaning, kind, textAt(who, "ipAddress")),
    entities: [
      ...targetOf(textAt(event, "resourcePath")),
      ...entity("affected", "user", textAt(who, "userId")),
      ...entity("actor", "ip", textAt(who, "ipAddress")),
    ],
    controlOutcome: textAt(event, "error") === "" ? "allowed" : "blocked",
  };
}

function common(event: Raw, meaning: Meaning, id: string, address: string) {
  return {
    uid: textAt(event, "id") || hashOf(event),
    session: textAt(event, "sessionId"),
    title: meaning.title,
    description: textAt(event, "error"),
    severity: meaning.severity,
    severityRaw: "",
    time: requireTime(event, ["time", "@timestamp"]),
    rule: { id, name: meaning.title },
    product: { name: "Keycloak", vendor: "Keycloak" },
    categories: filled(id, textAt(event, "realmName") || textAt(event, "realmId"), textAt(event, "clientId")),
    techniques: [{ id: meaning.technique }],
    observables: observables("ip", address),
  };
}

/** `users/<id>/role-mappings/realm` is about a user. */
function targetOf(path: string): DraftEntity[] {
  const [kind, id = ""] = path.split("/");
  return kind === "users" ? entity("affected", "user", id) : entity("affected", "cloud-resource", path);
}
