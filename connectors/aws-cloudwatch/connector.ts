import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { cloudWatchSource } from "./normalize.ts";

export default defineConnector({
  id: "aws-cloudwatch",
  title: "Amazon CloudWatch alarms",
  docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html",
  settings: z.strictObject({}),
  secrets: [],
  source: cloudWatchSource,
  actions: [],
});
