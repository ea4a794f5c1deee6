import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { guardDutySource } from "./normalize.ts";

/** SNS signs with a certificate that would have to be fetched; deliveries are authenticated by the connection's own token. */
export default defineConnector({
  id: "aws-guardduty",
  title: "Amazon GuardDuty",
  docs: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html",
  settings: z.strictObject({}),
  secrets: [],
  source: guardDutySource,
  actions: [],
});
