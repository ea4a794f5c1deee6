#!/usr/bin/env node
import { launch } from "./launch.mjs";

launch("../src/main.ts");
