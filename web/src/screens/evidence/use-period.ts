/** The period that figures and controls are looked at in, as it stands in the address. */
import { useAddress } from "../../app/address.ts";
import { evidence } from "../../words/evidence.ts";
import { periodFrom } from "../overview/period-from.ts";

const { periods } = evidence.figures;

export function usePeriod() {
  const [{ days = "" }, setAddress] = useAddress();
  const chosen = days in periods ? (days as keyof typeof periods) : "90";
  return {
    chosen,
    from: periodFrom(Number(chosen), Date.now()),
    to: periodFrom(-1, Date.now()),
    choose: (to: string) => setAddress({ days: to }),
  };
}
