/** An authenticator app, recovery codes, passkeys. Codes that came with the first of them are shown before anything else. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { OwnSecondFactors } from "../../../../src/api/contract/second-factor.ts";
import { read } from "../../api/client.ts";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { account as words } from "../../words/account.ts";
import type { AfterChange } from "./after-change.ts";
import { AppSection } from "./app-section.tsx";
import { CodesDialog } from "./codes-dialog.tsx";
import { CodesSection } from "./codes-section.tsx";
import { PasskeysSection } from "./passkeys-section.tsx";

/** One's own; what stands below them waits for them. */
export function useOwnFactors() {
  return useQuery({
    queryKey: ["second-factors"],
    queryFn: ({ signal }) => read<OwnSecondFactors>("/v1/me/second-factors", {}, signal),
  });
}

export function SecondFactors() {
  const client = useQueryClient();
  const [shown, setShown] = useState<readonly string[]>([]);
  const { data, error, refetch } = useOwnFactors();
  const readAnew = () => {
    void client.invalidateQueries({ queryKey: ["second-factors"] });
    // Whoever had to add one may go on now.
    void client.invalidateQueries({ queryKey: ["me"] });
  };
  const changed: AfterChange = (made) => {
    if (made === undefined || made.recoveryCodes.length === 0) readAnew();
    else setShown(made.recoveryCodes);
  };
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} lines={4} />;
  return (
    <>
      <AppSection used={data.totp} onChanged={changed} />
      <PasskeysSection passkeys={data.passkeys} onChanged={changed} />
      <CodesSection left={data.recoveryCodes} any={data.totp || data.passkeys.length > 0} onChanged={changed} />
      {shown.length > 0 && (
        <CodesDialog
          codes={shown}
          onClose={() => {
            setShown([]);
            readAnew();
          }}
        />
      )}
    </>
  );
}
