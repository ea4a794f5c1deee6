import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { keycloakSource } from "./normalize.ts";

export default defineConnector({
  id: "keycloak",
  title: "Keycloak",
  docs: "https://www.keycloak.org/docs/latest/server_admin/#event-types",
  settings: z.strictObject({}),
  secrets: [],
  source: keycloakSource,
  actions: [],
});
