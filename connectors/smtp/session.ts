/** One conversation with the mail server: encrypted as the settings ask, signed in, and then the task. RFC 5321, 3207, 4954. */
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { type CordonError, RefusedError, TransientError } from "../../src/errors.ts";
import { type Line, openLine, type Reply } from "./line.ts";
import { portOf, type SmtpSettings } from "./settings.ts";

export type SmtpContext = ConnectorContext<SmtpSettings>;

export interface Session {
  /** Says a line and expects a reply of one of these codes. Throws by the reply's own code: 4xx may pass, 5xx is a refusal. */
  say(line: string, task: string, ...expected: number[]): Promise<Reply>;
  /** Text as it is, without an answer to wait for. */
  write(text: string): void;
}

/** @throws TransientError `connector.unreachable`, `connector.unavailable`; RefusedError `connector.forbidden`, `connector.rejected`, `connector.untrusted-certificate`, `connector.bad-answer`. */
export async function withServer<T>(context: SmtpContext, task: (session: Session) => Promise<T>): Promise<T> {
  const { settings, secrets, signal } = context;
  const { host: name, security, user, tls } = settings;
  const line = await openLine(await context.dial(name, portOf(settings)), {
    ...{ name, signal, secureAtOnce: security === "tls" },
    tls: {
      ...{ minVersion: "TLSv1.2", rejectUnauthorized: tls.rejectUnauthorized },
      ...(tls.caPem === undefined ? {} : { ca: tls.caPem }),
    },
  });
  const session = sessionOn(line, name);
  try {
    expectCode(await line.reply(), name, "greet us", [220]);
    let offers = await greet(session);
    if (security === "starttls") {
      if (!offers.has("STARTTLS"))
        throw new RefusedError(
          "connector.rejected",
          `${name} does not offer STARTTLS, as the setting security asks; nothing was sent.`,
        );
      await session.say("STARTTLS", "begin encryption", 220);
      await line.secure();
      offers = await greet(session);
    }
    if (user !== "") await signIn(session, name, offers, user, secrets.password ?? "");
    const done = await task(session);
    session.write("QUIT\r\n");
    return done;
  } finally {
    line.close();
  }
}

function sessionOn(line: Line, name: string): Session {
  return {
    async say(text, task, ...expected) {
      line.send(`${text}\r\n`);
      return expectCode(await line.reply(), name, task, expected);
    },
    write: line.send,
  };
}

/** What the server offers, by keyword, with what it says of each. */
async function greet(session: Session): Promise<Map<string, string>> {
  const { lines } = await session.say("EHLO cordon.invalid", "greet it", 250);
  return new Map(lines.slice(1).map((line) => [line.split(" ")[0]!.toUpperCase(), line.toUpperCase()]));
}

async function signIn(session: Session, name: string, offers: Map<string, string>, user: string, password: string) {
  if (!/\bPLAIN\b/.test(offers.get("AUTH") ?? ""))
    throw new RefusedError("connector.forbidden", `${name} does not let anybody sign in by AUTH PLAIN.`);
  await session.say(`AUTH PLAIN ${Buffer.from(`\0${user}\0${password}`).toString("base64")}`, "sign in", 235);
}

function expectCode(reply: Reply, name: string, task: string, expected: number[]): Reply {
  if (expected.includes(reply.code)) return reply;
  throw replyError(reply, name, task);
}

/** RFC 5321, 4.2.1: the first digit says whether it may pass. 53x is about who we are (RFC 4954, 6). */
function replyError({ code }: Reply, name: string, task: string): CordonError {
  const details = { host: name, reply: code };
  if (code >= 400 && code < 500)
    return new TransientError("connector.unavailable", `${name} asks to come back later, to ${task} (${code}).`, {
      details,
    });
  if (code === 530 || code === 534 || code === 535 || code === 538)
    return new RefusedError(
      "connector.forbidden",
      `${name} does not let the user of this connection in, to ${task} (${code}).`,
      { details },
    );
  return new RefusedError("connector.rejected", `${name} refused to ${task} (${code}).`, { details });
}
