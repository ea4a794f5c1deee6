/** Whose role needs a second factor and who has none can only add one. */
import { useTitle } from "../../ui/arrival.ts";
import { signIn as words } from "../../words/sign-in.ts";
import { SecondFactors } from "./second-factors.tsx";

export default function EnrolScreen() {
  useTitle(words.enrolTitle);
  return (
    <main className="flex h-full justify-center overflow-y-auto p-4">
      <div className="my-auto w-full max-w-2xl rounded-xl border border-line bg-panel py-4 shadow-float">
        <div className="px-4 pb-3">
          <h1 className="text-lg font-semibold">{words.enrolTitle}</h1>
          <p className="text-muted">{words.enrolHint}</p>
        </div>
        <SecondFactors />
      </div>
    </main>
  );
}
