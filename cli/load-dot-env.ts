import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** Takes variables of `.env` in the current folder, such as SECOND_LOOK_ENV or AWS_PROFILE; those that are set already win. */
export function loadDotEnv(file = '.env'): void {
  if (existsSync(file)) loadEnvFile(file);
}
