import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { inspectorSource } from "./normalize.ts";

export default defineConnector({
  id: "aws-inspector",
  title: "Amazon Inspector",
  docs: "https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html",
  settings: z.strictObject({}),
  secrets: [],
  source: inspectorSource,
  actions: [],
});
