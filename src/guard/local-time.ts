/** Hour (0 to 23) and ISO weekday (1 Monday to 7 Sunday) of a moment in a time zone. */
export function localTime(at: Date, timeZone: string): { hour: number; weekday: number } {
  const parts = formatOf(timeZone).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return { hour: Number(of("hour")), weekday: WEEKDAYS.indexOf(of("weekday")) + 1 };
}

/** True when the runtime knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times more than using it; zones are few and come from configuration. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23", weekday: "short" });
  formats.set(timeZone, made);
  return made;
}
