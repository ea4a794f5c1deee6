/** Falcon's API: an API client's credentials buy a short-lived token, everything else takes the token. */
import { z } from "zod";
import { askBearerApi, type BearerAnswer, type BearerRequest } from "../../src/connector/bearer-api.ts";
import { clientCredentialsToken } from "../../src/connector/client-credentials.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { InputError, RefusedError } from "../../src/errors.ts";
import type { CrowdstrikeSettings } from "./settings.ts";

/** The vendor's own descriptions of each collection of endpoints. */
export const API_DOCS = "https://falconpy.io/Service-Collections";

export type FalconContext = ConnectorContext<CrowdstrikeSettings>;

/** A signed-in conversation of one action. */
export interface FalconSession {
  /** @throws as {@link askBearerApi}; RefusedError `connector.rejected` where Falcon lists errors in an answer of 2xx. */
  call<T extends z.ZodType>(request: BearerRequest, schema: T): Promise<BearerAnswer<z.output<T>>>;
}

/** Falcon can refuse each of the things asked for by itself, and says so beside those that it granted. */
const Refusals = z.object({
  errors: z.array(z.object({ code: z.number().optional(), message: z.string().default("no reason given") })).nullish(),
});

/**
 * POST /oauth2/token (https://falconpy.io/Service-Collections/OAuth2.html#oauth2accesstoken).
 * @throws InputError `connector.bad-settings` for a connection that only listens; and as {@link clientCredentialsToken}.
 */
export async function signIn(context: FalconContext): Promise<FalconSession> {
  const { baseUrl, clientId } = context.settings;
  if (clientId === undefined)
    throw new InputError("connector.bad-settings", "Set clientId of this connection: without it it only listens.");
  const clientSecret = context.secrets.clientSecret ?? "";
  const token = await clientCredentialsToken(context, { tokenUrl: `${baseUrl}/oauth2/token`, clientId, clientSecret });
  const signedIn = { ...context, settings: { url: baseUrl }, secrets: { token } };
  return {
    async call(request, schema) {
      const answer = await askBearerApi(signedIn, request, Refusals.and(schema));
      requireNoRefusal(request, answer.data);
      return answer as BearerAnswer<z.output<typeof schema>>;
    },
  };
}

function requireNoRefusal({ method, path }: BearerRequest, answer: z.output<typeof Refusals> | undefined): void {
  const [first] = answer?.errors ?? [];
  if (first === undefined) return;
  throw new RefusedError(
    "connector.rejected",
    `Falcon refused ${method} ${path} (${first.code ?? "no code"}): ${first.message.slice(0, 200)}`,
    { details: { sent: true, ...(first.code === undefined ? {} : { falconCode: first.code }) } },
  );
}
