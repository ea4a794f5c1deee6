import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { checkmkSource } from "./normalize.ts";

export default defineConnector({
  id: "checkmk",
  title: "Checkmk",
  docs: "https://docs.checkmk.com/latest/en/notifications.html",
  settings: z.strictObject({}),
  secrets: [],
  source: checkmkSource,
  actions: [],
});
