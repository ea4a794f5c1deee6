/** The simulated chat: channels and the messages posted to them. */
import { MACHINE } from "./comments.ts";
import { type Call, definePart, done, ok } from "./part.ts";
import { textField } from "./read-request.ts";
import { Refusal } from "./refusal.ts";

interface Message {
  id: string;
  author: string;
  text: string;
  at: string;
  /** The idempotency key it was posted with, so that its author can find it. */
  externalKey: string;
}

interface Channel {
  name: string;
  topic: string;
  messages: Message[];
}

export interface ChatState {
  channels: Channel[];
}

function initial(): ChatState {
  return {
    channels: [
      { name: "soc", topic: "What the security desk should see", messages: [] },
      { name: "incidents", topic: "Incidents that people work on", messages: [] },
      { name: "it-ops", topic: "Operations", messages: [] },
      { name: "engineering", topic: "Engineering", messages: [] },
    ],
  };
}

function find({ state, params }: Call<ChatState>): Channel {
  const name = (params.channel ?? "").replace(/^#/, "").toLowerCase();
  const channel = state.channels.find((one) => one.name === name);
  if (channel === undefined)
    throw new Refusal(
      404,
      "no_such_channel",
      `there is no channel ${params.channel}; there are ${state.channels.map((one) => one.name).join(", ")}`,
    );
  return channel;
}

function post(call: Call<ChatState>) {
  const channel = find(call);
  const message: Message = {
    id: `${channel.name}-${channel.messages.length + 1}`,
    author: textField(call.body, "by", 100, MACHINE),
    text: textField(call.body, "text", 4000),
    at: call.now.toISOString(),
    externalKey: call.key,
  };
  channel.messages.push(message);
  return done(channel.name, true, message, 201);
}

function messages(call: Call<ChatState>) {
  const channel = find(call);
  const key = call.query.get("externalKey");
  return ok({ messages: key === null ? channel.messages : channel.messages.filter((one) => one.externalKey === key) });
}

export const chat = definePart<ChatState>({
  name: "chat",
  title: "chat",
  initial,
  routes: [
    {
      method: "GET",
      path: "/channels",
      handle: ({ state }) => ok({ channels: state.channels.map(({ name, topic }) => ({ name, topic })) }),
    },
    { method: "GET", path: "/channels/:channel/messages", handle: messages },
    { method: "POST", path: "/channels/:channel/messages", effect: "post-message", handle: post },
  ],
  show: (state) =>
    state.channels.map((channel) => ({
      title: `#${channel.name}`,
      columns: ["at", "author", "text"],
      rows: channel.messages.map((message) => [message.at, message.author, message.text]),
    })),
});
