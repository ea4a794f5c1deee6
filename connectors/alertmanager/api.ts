/** Alertmanager's API version 2: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
import type { z } from "zod";
import type { ConnectorContext, HttpRequest } from "../../src/connector/connector.ts";
import { basicAuth, bearerAuth } from "../../src/connector/credentials.ts";
import { readAnswer } from "../../src/connector/read-answer.ts";
import type { AlertmanagerSettings } from "./settings.ts";

export const API_DOCS = "https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml";

export type AlertmanagerContext = ConnectorContext<AlertmanagerSettings>;

/** Calls one path of the API and reads the answer with a schema. @throws RefusedError `connector.bad-answer`. */
export async function callApi<S extends z.ZodType>(
  context: AlertmanagerContext,
  schema: S,
  path: string,
  more: Partial<HttpRequest> = {},
): Promise<z.output<S>> {
  const { settings, secrets } = context;
  const headers = secrets.token
    ? bearerAuth(secrets.token)
    : settings.user && secrets.password
      ? basicAuth(settings.user, secrets.password)
      : {};
  const { body } = await context.http.request({
    method: "GET",
    url: `${settings.baseUrl}/api/v2${path}`,
    headers,
    ...more,
  });
  return readAnswer(schema, body, "Alertmanager", path);
}
