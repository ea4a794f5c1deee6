import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { securityHubSource } from "./normalize.ts";

/** SNS signs with a certificate that would have to be fetched; deliveries are authenticated by the connection's own token. */
export default defineConnector({
  id: "aws-security-hub",
  title: "AWS Security Hub",
  docs: "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cloudwatch-events.html",
  settings: z.strictObject({}),
  secrets: [],
  source: securityHubSource,
  actions: [],
});
