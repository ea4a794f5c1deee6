import { defineConnector } from "../../src/connector/connector.ts";
import { checkHealth } from "./health.ts";
import { postMessageAction } from "./post-message.ts";
import { slackSettings } from "./settings.ts";

export default defineConnector({
  id: "slack",
  title: "Slack",
  docs: "https://docs.slack.dev/apis/web-api",
  settings: slackSettings,
  secrets: [{ name: "token", title: "Bot token (xoxb-…)" }],
  actions: [postMessageAction],
  health: checkHealth,
});
