#!/bin/sh
# One process, as in production; loopback is allowed because the systems it calls are stand-ins there.
cd "$(dirname "$0")/../.." || exit 1
export CORDON_EGRESS_ALLOW=127.0.0.0/8
exec node --disallow-code-generation-from-strings --disable-proto=delete --max-semi-space-size=64 src/main.ts
