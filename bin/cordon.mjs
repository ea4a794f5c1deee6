#!/usr/bin/env node
import { launch } from "./launch.mjs";

launch("../src/cli/main.ts");
