import { type SmtpContext, withServer } from "./session.ts";

/** Greets, encrypts, signs in and offers the sender's address; whether a message is taken, only a message shows. */
export async function checkHealth(
  context: SmtpContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const { host, from } = context.settings;
  await withServer(context, async (session) => {
    await session.say(`MAIL FROM:<${from}>`, "take mail from us", 250);
    await session.say("RSET", "forget it again", 250);
  });
  return { ok: true, message: `${host} takes mail from ${from}.`, may: ["send mail"], mayNot: [] };
}
