import { defineConnector } from "../../src/connector/connector.ts";
import { askInMessage } from "./ask-in-message.ts";
import { checkHealth } from "./health.ts";
import { postMessageAction } from "./post-message.ts";
import { slackSettings } from "./settings.ts";

export default defineConnector({
  id: "slack",
  title: "Slack",
  docs: "https://docs.slack.dev/apis/web-api",
  settings: slackSettings,
  secrets: [
    { name: "token", title: "Bot token (xoxb-…)" },
    { name: "signingSecret", title: "Signing secret of the app, for answers by button", optional: true },
  ],
  actions: [postMessageAction],
  asking: askInMessage,
  health: checkHealth,
});
