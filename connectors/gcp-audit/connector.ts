import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { gcpAuditSource } from "./normalize.ts";

export default defineConnector({
  id: "gcp-audit",
  title: "Google Cloud audit logs",
  docs: "https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog",
  settings: z.strictObject({}),
  secrets: [],
  source: gcpAuditSource,
  actions: [],
});
