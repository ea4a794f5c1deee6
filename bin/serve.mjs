#!/usr/bin/env node
import { ensureConsole } from "./console.mjs";
import { launch } from "./launch.mjs";

ensureConsole();
launch("../src/main.ts");
