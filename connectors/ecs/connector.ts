import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { ecsSource } from "./normalize.ts";

export default defineConnector({
  id: "ecs",
  title: "Elastic Common Schema documents",
  docs: "https://www.elastic.co/docs/reference/ecs/ecs-event",
  settings: z.strictObject({}),
  secrets: [],
  source: ecsSource,
  actions: [],
});
