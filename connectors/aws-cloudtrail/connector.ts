import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { cloudTrailSource } from "./normalize.ts";

export default defineConnector({
  id: "aws-cloudtrail",
  title: "AWS CloudTrail",
  docs: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html",
  settings: z.strictObject({}),
  secrets: [],
  source: cloudTrailSource,
  actions: [],
});
