/** The console: read from the top, what it is made of. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { watchForSomebody } from "./api/attended.ts";
import { queryClient } from "./api/query-client.ts";
import { Gate } from "./app/gate.tsx";
import { listenToKeys } from "./app/keys.ts";
import { router } from "./app/router.tsx";
import { allowStyleSheets } from "./app/style-nonce.ts";
import { followSystem } from "./app/theme.ts";
import { TooltipProvider } from "./ui/tooltip.tsx";
import "./ui/tokens.css";

allowStyleSheets();
followSystem();
listenToKeys();
watchForSomebody();
createRoot(document.getElementById("console")!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <Gate>
          <RouterProvider router={router} />
        </Gate>
      </TooltipProvider>
    </QueryClientProvider>
  </StrictMode>,
);
